package metrics

import (
	"math"
	"time"
)

// ObserveN records the duration d n times, at the cost of one [Timer.Observe]. It is meant for durations that were
// counted elsewhere, such as the buckets of another histogram. With n = 0 it does nothing.
func (t *Timer) ObserveN(d time.Duration, n uint64) { t.rec.RecordN(int64(d), n) }

// ObserveN records the value v n times, at the cost of one [Histogram.Observe]. It is meant for values that were
// counted elsewhere, such as the buckets of another histogram. With n = 0 it does nothing.
func (h *Histogram) ObserveN(v float64, n uint64) {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		h.rejected.Add(n)
		return
	}
	h.rec.RecordN(h.scale.steps(v), n)
}
