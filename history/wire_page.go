package history

import (
	"time"

	"github.com/binnacle-go/metrics/history/internal/column"
)

func (p *page) append(dst []byte, step time.Duration) []byte {
	dst = append(dst, framePage)
	dst = appendNumbers(dst, uint64(step), p.first, p.end, uint64(p.wide))
	return append(dst, p.data...)
}

// readPage reads a page and looks at all of it, so that nothing in it can surprise later.
func (a *archive) readPage(frame []byte) (p *page, level int, err error) {
	r := wireReader{rest: frame[1:]}
	step := time.Duration(r.below(maxTime))
	first, end, wide := r.number(), r.number(), uint(r.below(wholeWide+1))
	for level = 0; level < len(a.levels) && a.levels[level].Step != step; level++ {
	}
	if r.bad || level == len(a.levels) || first >= end || end-first > 2*pageSlots || end > maxTime/uint64(step) {
		return nil, 0, errFrame
	}
	a.binder.begin(first, end)
	a.binder.page.wide = wide
	whole := cursor{rest: r.rest}
	for whole.next() {
		if whole.ref <= a.binder.last && a.binder.page.series > 0 || !a.inspect(whole.block, int(end-first), a.levels[level].ratio) {
			return nil, 0, errFrame
		}
		a.binder.add(whole.ref, whole.block)
	}
	if len(whole.rest) > 0 {
		return nil, 0, errFrame
	}
	return a.binder.bind(), level, nil
}

// inspect decodes a block, and counts its points for the page that is made.
func (a *archive) inspect(block []byte, n int, ratio uint64) bool {
	p := &a.binder.page
	p.spreads = p.spreads || spreads(column.Kind(block))
	return a.gather.decoder.Each(block, n, ratio, func(int, *column.Cell) bool { p.points++; return true }) == nil
}
