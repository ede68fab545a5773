package spread_test

import (
	"math"
	"testing"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/internal/spread"
)

func TestValuesAreTheStatisticsNamed(t *testing.T) {
	registry := metrics.NewRegistry(nil)
	h := registry.Histogram("h")
	for i := range 1000 {
		h.Observe(float64(i * i))
	}
	s, _ := registry.Snapshot().Get("h")
	values := spread.Append(nil, s.Dist)
	if len(values) != len(spread.Statistics) {
		t.Fatalf("%d values of %d statistics", len(values), len(spread.Statistics))
	}
	for i, v := range values {
		if want := s.Stat(spread.Statistics[i]); v != want {
			t.Errorf("%s is %v, want %v", spread.Statistics[i], v, want)
		}
	}
}

func TestNothingHasNoValues(t *testing.T) {
	for i, v := range spread.Append(nil, nil) {
		if !math.IsNaN(v) {
			t.Errorf("%s of nothing is %v", spread.Statistics[i], v)
		}
	}
}
