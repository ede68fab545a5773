package metrics_test

import (
	"fmt"
	"math"
	"reflect"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
)

// unnamed leaves what Observe and ObserveN decide.
func unnamed(s metrics.Series) metrics.Series {
	s.Name = ""
	return s
}

func TestTimerObserveNEqualsRepeatedObserve(t *testing.T) {
	t.Parallel()
	r := metrics.NewRegistry(nil)
	one, many := r.Timer("one"), r.Timer("many")
	for i, d := range []time.Duration{-1, 0, 1, time.Millisecond, time.Hour, 100 * time.Hour, time.Microsecond} {
		for range i {
			one.Observe(d)
		}
		many.ObserveN(d, uint64(i))
	}
	compareObserved(t, r)
}

func TestHistogramObserveNEqualsRepeatedObserve(t *testing.T) {
	t.Parallel()
	r := metrics.NewRegistry(nil)
	one, many := r.Histogram("one", metrics.Resolution(0.01)), r.Histogram("many", metrics.Resolution(0.01))
	for i, v := range []float64{-1, 0, 0.014, 17, 1e30, math.NaN(), math.Inf(1), math.Inf(-1)} {
		for range i {
			one.Observe(v)
		}
		many.ObserveN(v, uint64(i))
	}
	compareObserved(t, r)
}

func compareObserved(t *testing.T, r *metrics.Registry) {
	t.Helper()
	s := r.Snapshot()
	one, _ := s.Get("one")
	many, _ := s.Get("many")
	if one.Count == 0 || !reflect.DeepEqual(unnamed(one), unnamed(many)) {
		t.Errorf("observed one at a time: %+v\nobserved together:      %+v", one, many)
	}
}

func TestObserveNTakesCountsNoLoopCould(t *testing.T) {
	t.Parallel()
	r := metrics.NewRegistry(nil)
	const n = 1<<53 + 1
	r.Timer("t").ObserveN(time.Second, n)
	if s := r.Snapshot().Series[0]; s.Count != n {
		t.Errorf("count %d, want %d", s.Count, uint64(n))
	}
}

func TestObserveNAllocatesNothing(t *testing.T) {
	r := metrics.NewRegistry(nil)
	tm, h := r.Timer("t"), r.Histogram("h")
	if n := testing.AllocsPerRun(100, func() { tm.ObserveN(time.Second, 7); h.ObserveN(12, 7) }); n != 0 {
		t.Errorf("%v allocations, want none", n)
	}
}

func ExampleTimer_ObserveN() {
	r := metrics.NewRegistry(nil)
	pauses := r.Timer("pauses")

	// Another program counted these for us: so many pauses of so long.
	pauses.ObserveN(time.Millisecond, 900_000)
	pauses.ObserveN(time.Second, 100_000)

	s, _ := r.Snapshot().Get("pauses")
	fmt.Println(s.Count, s.Dist.Max())
	// Output: 1000000 1
}
