package history

import (
	"slices"
	"sync/atomic"

	"github.com/binnacle-go/metrics/history/internal/column"
)

// An archive is the bounded memory of a store: the newest samples as rows, all others in pages. Rows become a page of
// the finest resolution; what leaves one resolution goes on in the next one. One goroutine changes it; readers see
// the view that was published last.
type archive struct {
	levels   []level
	maxBytes int
	dict     *dictionary
	rows     []*row // the newest samples
	rowBytes int
	pages    int    // bytes
	next     uint64 // the slot behind the newest one
	lost     losses

	view atomic.Pointer[view]

	encoder column.Encoder
	gather  gatherer
	binder  binder
	block   []byte
}

// losses are what the bound on memory has cost.
type losses struct {
	coarsened uint64 // slots whose distributions were put into wider buckets
	dropped   uint64 // slots
	forgotten uint64 // series that had vanished
}

func newArchive(resolutions []Resolution, maxBytes int) *archive {
	a := &archive{
		levels: newLevels(resolutions), maxBytes: maxBytes, dict: newDictionary(),
		gather: gatherer{arena: new(column.Arena)},
	}
	a.publish()
	return a
}

// bytes is the memory that the past takes.
func (a *archive) bytes() int { return a.dict.size + a.rowBytes + a.pages }

// add files a sample. Slots rise.
func (a *archive) add(r *row) {
	finest := &a.levels[0]
	if len(a.rows) > 0 && r.slot-a.rows[0].slot >= finest.maxSlots {
		a.seal() // there is a gap
	}
	if n := len(a.rows); n == 0 || a.rows[n-1].layout != r.layout {
		a.rowBytes += layoutBytes * len(r.layout.refs)
	}
	a.rows = append(a.rows, r)
	a.rowBytes += r.size()
	a.next = r.slot + 1
	if uint64(len(a.rows)) >= min(finest.maxSlots, maxRows) || a.next%finest.maxSlots == 0 || a.rowBytes > a.maxBytes/16 {
		a.seal()
	}
	a.age()
	a.enforce()
	a.publish()
}

// maxRows is how many samples are kept uncompressed at most.
const maxRows = 30

// seal makes a page of the rows.
func (a *archive) seal() {
	rows := a.rows
	if len(rows) == 0 {
		return
	}
	first := rows[0].slot
	a.binder.begin(first, rows[len(rows)-1].slot+1)
	w := weave(rows)
	for ref, ok := w.next(); ok; ref, ok = w.next() {
		a.gather.begin(int(a.binder.page.end - first))
		w.each(&a.gather.decoder, func(r *row, c *column.Cell) { a.gather.add(int(r.slot-first), c) })
		a.bind(ref, w.kind, 0, a.levels[0].wide)
	}
	a.rows, a.rowBytes = nil, 0
	a.put(0, a.binder.bind())
}

// put appends a page to a level, and joins the newest pages while they are small.
func (a *archive) put(level int, p *page) {
	if p == nil {
		return
	}
	a.own(p)
	l := &a.levels[level]
	l.pages = append(l.pages, p)
	for n := len(l.pages); n > 1 && a.joins(level, l.pages[n-2], l.pages[n-1]); n-- {
		before, last := l.pages[n-2], l.pages[n-1]
		joined := a.merge(l.pages[n-2:], level, level, last.wide, noEnd)
		l.pages = append(l.pages[:n-2:n-2], joined)
		a.own(joined)
		a.disown(before)
		a.disown(last)
	}
}

// joins reports whether two pages are better one: each time they get twice as long, so that none is joined often. In the
// finest level, through which most goes, only those are that lack of room has made very short.
func (a *archive) joins(level int, before, last *page) bool {
	slots := last.end - last.first
	switch {
	case before.end-before.first > slots, last.end-before.first > a.levels[level].maxSlots, level == 0 && slots > maxRows/4:
		return false
	}
	return before.wide == last.wide && before.size()+last.size() <= a.maxBytes/16
}

// age moves what is older than a level keeps on to the next one, and forgets what is older than the last one keeps.
func (a *archive) age() {
	now := timeOf(a.next, a.levels[0].Step)
	for i := range a.levels {
		l := &a.levels[i]
		for len(l.pages) > 0 && now.Sub(timeOf(l.pages[0].end, l.Step)) >= l.Keep {
			p := l.pages[0]
			l.pages = slices.Clone(l.pages[1:]) // so that nothing holds the first one
			if i+1 < len(a.levels) {
				a.put(i+1, a.merge([]*page{p}, i, i+1, a.levels[i+1].wide, noEnd))
			}
			a.disown(p)
		}
	}
}

// own and disown keep account of the pages. A series that has vanished is forgotten with the last page that has it.
func (a *archive) own(p *page) {
	a.pages += p.size()
	for c := p.walk(); c.next(); {
		if t := a.dict.byRef[c.ref]; t != nil {
			t.pages++
		}
	}
}

func (a *archive) disown(p *page) {
	a.pages -= p.size()
	for c := p.walk(); c.next(); {
		if t := a.dict.byRef[c.ref]; t != nil {
			t.pages--
			a.release(t)
		}
	}
}

// release forgets a series of which there is nothing any more.
func (a *archive) release(t *track) {
	if !t.live && t.pages == 0 && (len(a.rows) == 0 || t.seen < a.rows[0].slot) {
		a.dict.remove(t)
	}
}

// cut forgets what lies behind a slot: the clock was set back to it.
func (a *archive) cut(next uint64) {
	kept := slices.DeleteFunc(slices.Clone(a.rows), func(r *row) bool { return r.slot >= next })
	a.lost.dropped += uint64(len(a.rows) - len(kept))
	a.rows = kept
	a.seal()
	for i := range a.levels {
		l := &a.levels[i]
		end := (next + l.ratio - 1) / l.ratio
		for n := len(l.pages); n > 0 && l.pages[n-1].end > end; n-- {
			p := l.pages[n-1]
			var left *page
			if p.first < end {
				left = a.merge([]*page{p}, i, i, p.wide, end)
			}
			a.replace(l, n-1, left)
			a.lost.dropped += p.end - max(p.first, end)
		}
	}
	a.next = next
	a.publish()
}
