package history

import (
	"math"
	"slices"

	"github.com/binnacle-go/metrics"
)

// sum is what a series did in several slots.
type sum struct {
	entry
	known bool    // at least one slot was sampled
	value float64 // gauges: the last value
}

func (s *sum) addPlain(kind metrics.Kind, v uint64) {
	switch {
	case v == gap:
		return
	case kind == metrics.KindGauge:
		s.value = math.Float64frombits(v)
	default:
		s.count += v
	}
	s.known = true
}

func (s *sum) addEntry(e *entry) {
	s.count += e.count
	s.errors += e.errors
	s.low += e.low
	s.high += e.high
	s.rejected += e.rejected
	for _, t := range e.states {
		s.addState(t)
	}
}

// add counts what came after s.
func (s *sum) add(later sum) {
	s.addEntry(&later.entry)
	s.dist = s.dist.Merge(later.dist)
	s.known = s.known || later.known
}

func (s *sum) addState(t metrics.StateTime) {
	if t.Current {
		for i := range s.states {
			s.states[i].Current = false
		}
	}
	i := slices.IndexFunc(s.states, func(have metrics.StateTime) bool { return have.State == t.State })
	if i < 0 {
		s.states = append(s.states, t)
		return
	}
	s.states[i].Time += t.Time
	s.states[i].Current = t.Current
}

func (s *sum) point() Point {
	return Point{Known: s.known, Count: s.count, Errors: s.errors, Value: s.value, Dist: s.dist, States: s.states}
}

// fill puts the sum into a series of an interval. A gauge or text keeps its present value.
func (s *sum) fill(x *metrics.Series) {
	x.Count, x.Errors = s.count, s.errors
	x.Low, x.High, x.Rejected = s.low, s.high, s.rejected
	x.Dist, x.States = s.dist, s.states
}
