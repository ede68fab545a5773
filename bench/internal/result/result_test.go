package result_test

import (
	"math"
	"testing"

	"github.com/binnacle-go/metrics/bench/internal/peers"
	"github.com/binnacle-go/metrics/bench/internal/result"
)

func TestRatio(t *testing.T) {
	a, b := peers.Row{Library: "a"}, peers.Row{Library: "b"}
	r := result.Results{}
	for _, slow := range []float64{1, 10, 2, 1} { // the machine's speed drifts, which the ratio does not see
		r.Add(a, "serial", 3*slow)
		r.Add(b, "serial", 6*slow)
	}
	pa, pb := result.Point{Row: a, Column: "serial"}, result.Point{Row: b, Column: "serial"}
	if got := r.Ratio(pa, pb); got != 0.5 {
		t.Errorf("ratio %v, want 0.5", got)
	}
	if got := r.Median(pa); got != 4.5 {
		t.Errorf("median %v, want 4.5", got)
	}
	if got := r.Ratio(pa, result.Point{Row: b, Column: "parallel"}); !math.IsNaN(got) {
		t.Errorf("ratio %v to what was not measured", got)
	}
}
