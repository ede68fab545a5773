package history

import (
	"slices"
	"time"

	"github.com/binnacle-go/metrics"
)

// interval is the newest slots of one resolution.
type interval struct {
	level int
	slots uint64
}

// Since returns the statistics of the last d; see [Reader]. It is made of slots of the finest resolution that is kept
// for d, and of finer ones behind the last of these. Those who ask for the same d between two samples share one
// computation.
func (s *Store) Since(d time.Duration) *metrics.Snapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := s.intervalFor(d)
	snap := s.intervals[key]
	if snap == nil {
		snap = s.merge(key)
		s.intervals[key] = snap
	}
	return snap
}

func (s *Store) intervalFor(d time.Duration) interval {
	i := 0
	for i+1 < len(s.levels) && s.levels[i].Keep < d && s.levels[i].full() {
		i++
	}
	l := &s.levels[i]
	slots := uint64(max((d+l.Step-1)/l.Step, 1))
	return interval{i, min(slots, l.next-l.oldest())}
}

// merge adds up the newest slots of each present series.
func (s *Store) merge(in interval) *metrics.Snapshot {
	l, finest := &s.levels[in.level], &s.levels[0]
	first := l.next - in.slots
	tail := slotOf(l.time(l.next), finest.Step)
	if in.level == 0 {
		tail = finest.next
	}
	out := s.latest.Total.Since(nil)
	out.Start, out.Time = l.time(first), finest.time(finest.next)
	seconds := out.Time.Sub(out.Start).Seconds()
	for i := range out.Series {
		x, rings := &out.Series[i], s.current[i].rings
		sum := rings[in.level].sum(first, l.next)
		if tail < finest.next {
			sum.add(rings[0].sum(tail, finest.next))
		}
		sum.fill(x)
		if x.Rates != nil && seconds > 0 {
			rates := *x.Rates
			rates.Mean = float64(x.Count) / seconds
			x.Rates = &rates
		}
		x.Slow = slices.DeleteFunc(slices.Clone(x.Slow), func(c metrics.SlowCall) bool { return c.End.Before(out.Start) })
	}
	return out
}
