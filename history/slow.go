package history

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"

	"github.com/binnacle-go/metrics"
)

const (
	slowSlot  = time.Minute
	slowCalls = 3 // of a series that are kept of each slowSlot, the slowest ones
)

// A slowLog keeps slow calls for as long as the rest of the past, since a snapshot has those of the last minutes only.
type slowLog struct {
	max   int           // bytes
	keep  time.Duration // how long
	bytes atomic.Int64

	mu     sync.Mutex
	series map[uint32]*slowPast // by reference
	swept  time.Time
}

// slowPast are the calls of one series by their ends, and the list that the latest ones are from.
type slowPast struct {
	calls []metrics.SlowCall
	seen  *metrics.SlowCall
}

func newSlowLog(maxBytes int, keep time.Duration) *slowLog {
	return &slowLog{max: maxBytes, keep: keep, series: map[uint32]*slowPast{}}
}

// sample files the calls that are new in a snapshot, given the places of its timers.
func (l *slowLog) sample(total *metrics.Snapshot, tracks []*track, timers []int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, i := range timers {
		if calls := total.Series[i].Slow; tracks[i] != nil && len(calls) > 0 {
			l.file(tracks[i].ref, calls)
		}
	}
	if total.Time.Sub(l.swept) > slowSlot {
		l.swept = total.Time
		l.drop(func(c *metrics.SlowCall) bool { return c.End.Before(total.Time.Add(-l.keep)) })
	}
	if l.bytes.Load() > int64(l.max) {
		l.shrink()
	}
}

func (l *slowLog) file(ref uint32, calls []metrics.SlowCall) {
	p := l.series[ref]
	if p == nil {
		p = &slowPast{}
		l.series[ref] = p
	}
	if p.seen == &calls[0] {
		return // snapshots share a list until it changes
	}
	p.seen = &calls[0]
	for _, c := range calls {
		l.bytes.Add(int64(p.add(c)))
	}
}

// add keeps a call, unless it is known or others of its time are slower. It returns how many bytes that takes.
func (p *slowPast) add(c metrics.SlowCall) (bytes int) {
	c.End = c.End.Round(0) // by the wall clock alone, as slots are
	at := p.find(c.End)
	for i := at; i < len(p.calls) && p.calls[i].End.Equal(c.End); i++ {
		if p.calls[i].Duration == c.Duration && p.calls[i].SpanID == c.SpanID {
			return 0
		}
	}
	slot := c.End.Truncate(slowSlot)
	first := p.find(slot)
	same := p.calls[first:p.find(slot.Add(slowSlot))]
	if len(same) >= slowCalls {
		quickest := quickestOf(same)
		if same[quickest].Duration >= c.Duration {
			return 0
		}
		bytes -= slowSize(&same[quickest])
		p.calls = slices.Delete(p.calls, first+quickest, first+quickest+1)
		at = p.find(c.End)
	}
	p.calls = slices.Insert(p.calls, at, c)
	return bytes + slowSize(&c)
}

// find returns the place of the first call that ended at a time or later.
func (p *slowPast) find(end time.Time) int {
	at, _ := slices.BinarySearchFunc(p.calls, end, func(c metrics.SlowCall, end time.Time) int { return c.End.Compare(end) })
	return at
}

// quickestOf returns the place of the first of the quickest calls.
func quickestOf(calls []metrics.SlowCall) (at int) {
	for i := range calls {
		if calls[i].Duration < calls[at].Duration {
			at = i
		}
	}
	return at
}

// drop forgets calls, and series that have none left.
func (l *slowLog) drop(these func(*metrics.SlowCall) bool) {
	for ref, p := range l.series {
		p.calls = slices.DeleteFunc(p.calls, func(c metrics.SlowCall) bool {
			gone := these(&c)
			if gone {
				l.bytes.Add(-int64(slowSize(&c)))
			}
			return gone
		})
		if len(p.calls) == 0 {
			delete(l.series, ref)
		}
	}
}

// shrink forgets the older half of the time.
func (l *slowLog) shrink() {
	var oldest, newest time.Time
	for _, p := range l.series {
		first, last := p.calls[0].End, p.calls[len(p.calls)-1].End
		if oldest.IsZero() || first.Before(oldest) {
			oldest = first
		}
		newest = later(newest, last)
	}
	middle := oldest.Add(newest.Sub(oldest) / 2)
	l.drop(func(c *metrics.SlowCall) bool { return !c.End.After(middle) })
}

// cut forgets what ended after a time: the clock was set back to it.
func (l *slowLog) cut(at time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.drop(func(c *metrics.SlowCall) bool { return c.End.After(at) })
}

// between returns the calls of a series that ended from one time to another.
func (l *slowLog) between(ref uint32, from, to time.Time) []metrics.SlowCall {
	l.mu.Lock()
	defer l.mu.Unlock()
	p := l.series[ref]
	if p == nil {
		return nil
	}
	first := p.find(from)
	return slices.Clone(p.calls[first:max(first, p.find(to))])
}

// slowSize is about the memory that a call takes.
func slowSize(c *metrics.SlowCall) int {
	n := int(unsafe.Sizeof(*c)) + len(c.Err) + len(c.TraceID) + len(c.SpanID)
	for _, a := range c.Attrs {
		n += int(unsafe.Sizeof(a)) + len(a.Key) + len(a.Value.String())
	}
	return n
}

// move goes on with the references of another dictionary.
func (l *slowLog) move(to map[*track]*track) {
	l.mu.Lock()
	defer l.mu.Unlock()
	moved := map[uint32]*slowPast{}
	for from, t := range to {
		if p := l.series[from.ref]; p != nil {
			moved[t.ref] = p
		}
	}
	l.series = moved
}
