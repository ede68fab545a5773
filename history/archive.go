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
	cuts     int
	lost     losses
	slow     *slowLog

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
		slow:   newSlowLog(maxBytes/32, resolutions[len(resolutions)-1].Keep),
	}
	a.publish()
	return a
}

// bytes is the memory that the past takes.
func (a *archive) bytes() int { return a.dict.size + a.rowBytes + a.pages + int(a.slow.bytes.Load()) }

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
	if uint64(len(a.rows)) >= min(finest.maxSlots, maxRows) || a.next%finest.maxSlots == 0 || a.rowBytes > a.maxBytes/8 {
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
	for n := a.small(level); n > 1; n = a.small(level) {
		kept := len(l.pages) - n
		before := l.pages[kept:]
		joined := a.merge(before, level, level, before[n-1].wide, noEnd)
		l.pages = append(l.pages[:kept:kept], joined)
		a.own(joined)
		for _, p := range before {
			a.disown(p)
		}
	}
}

// fanIn is how many pages are joined at once, so that each slot is compressed anew only a few times.
const fanIn = 4

// small returns how many of the newest pages are better one: fanIn of about the same length. In the finest level, through
// which most goes, only those are that lack of room has made very short.
func (a *archive) small(level int) (n int) {
	l := &a.levels[level]
	last := l.pages[len(l.pages)-1]
	slots := last.end - last.first
	if level == 0 && slots > maxRows/4 {
		return 0
	}
	bytes := 0
	for _, p := range slices.Backward(l.pages) {
		bytes += p.size()
		if p.end-p.first > slots || p.wide != last.wide || last.end-p.first > l.maxSlots || bytes > a.maxBytes/8 {
			return 0
		}
		if n++; n == fanIn {
			return n
		}
	}
	return 0
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
	a.cuts++
	a.publish()
}
