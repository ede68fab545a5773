package accuracy_test

import (
	"testing"

	"github.com/binnacle-go/metrics/bench/internal/accuracy"
	"github.com/binnacle-go/metrics/bench/internal/peers"
	"github.com/binnacle-go/metrics/bench/internal/result"
)

// The errors are within what each kind of estimate promises.
func TestRun(t *testing.T) {
	results := result.Results{}
	all := func(peers.Row) bool { return true }
	accuracy.Run(peers.Estimates(), accuracy.Options{Want: all, Values: 20_000, Rounds: 1}, results)
	limits := map[string]float64{ // of the median, in percent
		"Timer, 2 digits": 0.8, "Timer, 3 digits": 0.1, "2 digits": 0.8, "3 digits": 0.1,
		"native Histogram, factor 1.1": 10, "exponential Histogram": 5, "Histogram": 10,
	}
	for _, e := range peers.Estimates() {
		p50 := results.Median(result.Point{Row: e.Row, Column: accuracy.Column(0.5)})
		limit, ok := limits[e.Call]
		if !ok {
			limit = 100
		}
		if !(p50 <= limit) {
			t.Errorf("%v: the median is off by %v %%, the limit is %v %%", e.Row, p50, limit)
		}
		worst := results.Median(result.Point{Row: e.Row, Column: accuracy.Worst})
		if e.Library == peers.Binnacle && !(worst <= limit) {
			t.Errorf("%v: off by %v %%, the limit is %v %%", e.Row, worst, limit)
		}
		if !(worst >= p50) {
			t.Errorf("%v: off by %v %% at worst, by %v %% in the median", e.Row, worst, p50)
		}
	}
}
