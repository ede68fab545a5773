package runtimemetrics

import (
	"math"
	rt "runtime/metrics"
	"slices"
	"time"

	"github.com/binnacle-go/metrics"
)

// feed passes what is new in a histogram of the runtime on to a timer. The buckets of a histogram stay the same for
// the life of the process.
type feed struct{ before []uint64 }

func newFeed(h *rt.Float64Histogram) *feed { return &feed{before: slices.Clone(h.Counts)} }

func (f *feed) feed(timer *metrics.Timer, h *rt.Float64Histogram) {
	for i, n := range h.Counts {
		if n > f.before[i] {
			timer.ObserveN(middle(h.Buckets[i], h.Buckets[i+1]), n-f.before[i])
			f.before[i] = n
		}
	}
}

// middle stands for all values of a bucket. The outermost buckets have one end only.
func middle(low, high float64) time.Duration {
	switch {
	case math.IsInf(low, -1):
		low = high
	case math.IsInf(high, 1):
		high = low
	}
	return time.Duration((low + high) / 2 * float64(time.Second))
}
