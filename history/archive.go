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

	task    *task // that is under way; nil if none is
	rowPeak int   // bytes of the rows when some became a page last

	// Room that is used again. A task has a binder to itself as long as it lasts.
	encoder column.Encoder
	gather  gatherer
	ahead   gatherer
	binder  binder
	making  binder
	coarser binder
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
		gather: newGatherer(), ahead: newGatherer(),
		slow: newSlowLog(maxBytes/32, resolutions[len(resolutions)-1].Keep),
	}
	a.publish()
	return a
}

// bytes is the memory that the past takes.
func (a *archive) bytes() int { return a.dict.size + a.rowBytes + a.pages + int(a.slow.bytes.Load()) }

// add files a sample. Slots rise.
func (a *archive) add(r *row) {
	if len(a.rows) > 0 && r.slot-a.rows[0].slot >= a.levels[0].maxSlots {
		a.seal() // there is a gap
	}
	if n := len(a.rows); n == 0 || a.rows[n-1].layout != r.layout {
		a.rowBytes += layoutBytes * len(r.layout.refs)
	}
	a.rows = append(a.rows, r)
	a.rowBytes += r.size()
	a.next = r.slot + 1
	if a.rowBytes > a.maxBytes/5 {
		a.seal()
	}
	a.tend()
	a.enforce()
	a.publish()
}

// put appends a page to a level.
func (a *archive) put(level int, p *page) {
	if p != nil {
		a.own(p)
		l := &a.levels[level]
		l.pages = append(l.pages, p)
	}
}

// fanIn is how many pages are joined at once, so that each slot is compressed anew only once or twice.
const fanIn = 8

// small returns how many of the newest pages are better one: fanIn of about the same length. In the finest level, through
// which most goes, only those are that lack of room has made very short.
func (a *archive) small(level int) (n int) {
	l := &a.levels[level]
	if len(l.pages) == 0 {
		return 0
	}
	last := l.pages[len(l.pages)-1]
	slots := last.end - last.first
	if level == 0 && slots > maxRows/4 {
		return 0
	}
	bytes := 0
	for _, p := range slices.Backward(l.pages) {
		bytes += p.size()
		if p.end-p.first > 2*slots || p.wide != last.wide || last.end-p.first > l.maxSlots || bytes > a.maxBytes/8 {
			return 0
		}
		if n++; n == fanIn {
			return n
		}
	}
	return 0
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
	a.rows, a.rowBytes = kept, rowsSize(kept)
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
			a.replace(i, l.pages[n-1:n], left)
			a.lost.dropped += p.end - max(p.first, end)
		}
	}
	a.next = next
	a.cuts++
	a.publish()
}
