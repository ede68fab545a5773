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

// sample files the calls that are new in a snapshot.
func (l *slowLog) sample(total *metrics.Snapshot, tracks []*track) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, t := range tracks {
		if calls := total.Series[i].Slow; t != nil && len(calls) > 0 {
			l.file(t.ref, calls)
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
	for i := range calls {
		l.bytes.Add(int64(p.add(&calls[i])))
	}
}

// add keeps a call, unless it is known or others of its time are slower. It returns how many bytes that takes.
func (p *slowPast) add(c *metrics.SlowCall) (bytes int) {
	at, _ := slices.BinarySearchFunc(p.calls, c.End, func(c metrics.SlowCall, end time.Time) int { return c.End.Compare(end) })
	for i := at; i < len(p.calls) && p.calls[i].End.Equal(c.End); i++ {
		if p.calls[i].Duration == c.Duration && p.calls[i].SpanID == c.SpanID {
			return 0
		}
	}
	same, quickest := 0, -1
	slot := c.End.Truncate(slowSlot)
	for i := range p.calls {
		if !p.calls[i].End.Truncate(slowSlot).Equal(slot) {
			continue
		}
		if same++; quickest < 0 || p.calls[i].Duration < p.calls[quickest].Duration {
			quickest = i
		}
	}
	if same < slowCalls {
		p.calls = slices.Insert(p.calls, at, *c)
		return slowSize(c)
	}
	if p.calls[quickest].Duration >= c.Duration {
		return 0
	}
	bytes = slowSize(c) - slowSize(&p.calls[quickest])
	p.calls = slices.Insert(p.calls, at, *c)
	if quickest >= at {
		quickest++
	}
	p.calls = slices.Delete(p.calls, quickest, quickest+1)
	return bytes
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
func (l *slowLog) between(ref uint32, from, to time.Time) (out []metrics.SlowCall) {
	l.mu.Lock()
	defer l.mu.Unlock()
	p := l.series[ref]
	if p == nil {
		return nil
	}
	for _, c := range p.calls {
		if !c.End.Before(from) && c.End.Before(to) {
			out = append(out, c)
		}
	}
	return out
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
