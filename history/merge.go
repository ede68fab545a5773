package history

import (
	"math"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history/internal/column"
)

// noEnd is the end for merge that leaves nothing out.
const noEnd = math.MaxUint64

// merge makes one page of consecutive pages of a level, for this level or for the next one. Distributions get buckets
// of the given width, or wider ones if a page has them. Slots from the given end on are left out.
func (a *archive) merge(pages []*page, from, level int, wide uint, end uint64) *page {
	per, ratio := uint64(1), a.levels[from].ratio
	if from != level {
		per = a.levels[level].per
	}
	for _, p := range pages {
		wide = min(wide, p.wide)
	}
	first := pages[0].first / per
	a.binder.begin(first, min((pages[len(pages)-1].end-1)/per+1, end))
	for w := join(pages); w.next(); {
		if a.dict.byRef[w.ref] == nil {
			continue // forgotten
		}
		a.gather.begin(int(a.binder.page.end - first))
		for _, c := range w.here {
			p := c.page
			_ = a.gather.decoder.Each(c.block, int(p.end-p.first), ratio, func(slot int, cell *column.Cell) bool {
				at := (p.first + uint64(slot)) / per
				if at < a.binder.page.end {
					a.gather.add(int(at-first), cell)
				}
				return at < a.binder.page.end
			}) // written by bind, or checked when it was read
		}
		a.bind(w.ref, column.Kind(w.here[0].block), level, wide)
	}
	return a.binder.bind()
}

// bind encodes what was gathered of a series and adds it to the page that is made.
func (a *archive) bind(ref uint32, kind metrics.Kind, level int, wide uint) {
	cells := a.gather.end()
	a.block = a.encoder.Append(a.block[:0], kind, cells, a.levels[level].ratio, wide)
	p := &a.binder.page
	p.wide = wide
	for i := range cells {
		if cells[i].Span > 0 {
			p.points++
		}
	}
	p.spreads = p.spreads || kind == metrics.KindTimer || kind == metrics.KindHistogram
	a.binder.add(ref, a.block)
}

// joiner walks over the series of several pages in the order of their references.
type joiner struct {
	cursors []*cursor
	here    []*cursor // those that stand at ref
	ref     uint32
}

func join(pages []*page) *joiner {
	j := &joiner{}
	for _, p := range pages {
		if c := p.walk(); c.next() {
			j.cursors = append(j.cursors, &c)
		}
	}
	return j
}

// next moves on to the next series, the first one at first, and reports whether there is one.
func (j *joiner) next() bool {
	left := j.cursors[:0]
	for _, c := range j.cursors {
		if j.ref == 0 || c.ref > j.ref || c.next() {
			left = append(left, c)
		}
	}
	j.cursors, j.here = left, j.here[:0]
	if len(left) == 0 {
		return false
	}
	j.ref = left[0].ref
	for _, c := range left {
		j.ref = min(j.ref, c.ref)
	}
	for _, c := range left {
		if c.ref == j.ref {
			j.here = append(j.here, c)
		}
	}
	return true
}
