package runtimemetrics

import (
	"math"
	"time"
)

// window is how far apart two readings should be to compute a rate from, a little less than a second so that a
// sampler that comes each second gets the rate of its own step.
const window = 900 * time.Millisecond

// growth turns a total in seconds into its growth a second: since an earlier reading that is one to two windows
// old if there are readings that often, and at first since the start of the process.
func growth(total func() func(*reading) float64) func() func(*reading) float64 {
	return func() func(*reading) float64 {
		type point struct {
			at    time.Duration
			total float64
		}
		var from, last point
		total := total()
		return func(r *reading) float64 {
			now := point{r.uptime, total(r)}
			if now.at-last.at >= window {
				from, last = last, now
			}
			if now.at <= from.at {
				return math.NaN()
			}
			return (now.total - from.total) / (now.at - from.at).Seconds()
		}
	}
}

// share is the part of a class of CPU time in the total, between the two latest updates that were seen: the
// runtime updates these samples at the end of each garbage collection only. NaN before the first.
func share(class int) func() func(*reading) float64 {
	return func() func(*reading) float64 {
		var class0, total0 float64
		value := math.NaN()
		return func(r *reading) float64 {
			if part, total := r.value(class), r.value(cpuTotal); total > total0 {
				value = max(part-class0, 0) / (total - total0)
				class0, total0 = part, total
			}
			return value
		}
	}
}
