package reporters_test

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
)

// BenchmarkUpdateInAnOutage measures updates of a timer among a thousand series while a reporter of theirs meets a
// backend that hangs, and as many without a reporter, in turn. Their ratio is the median of that of single rounds.
func BenchmarkUpdateInAnOutage(b *testing.B) {
	alone, reported := thousand(), thousand()
	backend := newMemory()
	backend.set(hang)
	options := quiet()
	options.Interval, options.Timeout = time.Second, 500*time.Millisecond
	r := reporters.Start(reported, backend, options)
	defer func() {
		backend.set(nil)
		r.Close(b.Context())
	}()
	free, busy := alone.Timer("latency"), reported.Timer("latency")
	var ratios []float64
	for b.Loop() {
		ratios = append(ratios, perUpdate(busy)/perUpdate(free))
	}
	slices.Sort(ratios)
	b.ReportMetric(ratios[len(ratios)/2], "ratio")
	b.ReportMetric(0, "ns/op")
}

func thousand() *metrics.Registry {
	registry := metrics.NewRegistry(nil)
	for i := range 1000 {
		registry.Counter("counters/" + strconv.Itoa(i)).Inc()
	}
	return registry
}

// perUpdate measures two milliseconds or so of updates.
func perUpdate(t *metrics.Timer) float64 {
	const updates = 100_000
	start := time.Now()
	for i := range updates {
		t.Observe(time.Duration(i) * time.Microsecond)
	}
	return float64(time.Since(start)) / updates
}
