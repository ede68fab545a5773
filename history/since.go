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

// Since returns the statistics of the last d; see [Reader]. The interval ends with the newest complete slot of the
// finest resolution that is kept for d. Those who ask for the same d between two samples share one computation.
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
	for i+1 < len(s.levels) && s.levels[i].Keep < d {
		i++
	}
	l := &s.levels[i]
	slots := uint64(max((d+l.Step-1)/l.Step, 1))
	return interval{i, min(slots, l.next-l.oldest())}
}

// merge adds up the newest slots of each present series.
func (s *Store) merge(in interval) *metrics.Snapshot {
	l := &s.levels[in.level]
	first := l.next - in.slots
	out := s.latest.Total.Since(nil)
	out.Start, out.Time = l.time(first), l.time(l.next)
	seconds := out.Time.Sub(out.Start).Seconds()
	for i := range out.Series {
		x := &out.Series[i]
		sum := s.current[i].rings[in.level].sum(first, l.next)
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
