package peers

import (
	"math"
	"slices"
)

// An Estimate is a row that records values in nanoseconds and tells their quantiles, NaN where it cannot. A library
// that only has buckets is read as its usual reader does it.
type Estimate struct {
	Row
	Quantiles func(values []int64, quantiles []float64) []float64
}

// Estimates returns all rows, in the order in which they are shown.
func Estimates() []Estimate {
	return slices.Concat(binnacleEstimates, prometheusEstimates, victoriaEstimates, rcrowleyEstimates, otelEstimates,
		hdrEstimates)
}

// A bucket counts the values above low that are at most high, in seconds.
type bucket struct{ low, high, count float64 }

// linear and exponential say where in a bucket the share f of its values ends.
func linear(b bucket, f float64) float64      { return b.low + (b.high-b.low)*f }
func exponential(b bucket, f float64) float64 { return b.low * math.Pow(b.high/b.low, f) }

// interpolate returns quantiles of buckets in nanoseconds. Of a bucket without an end only the beginning is known.
func interpolate(buckets []bucket, quantiles []float64, within func(bucket, float64) float64) []float64 {
	total := 0.0
	for _, b := range buckets {
		total += b.count
	}
	out := make([]float64, len(quantiles))
	for i, q := range quantiles {
		rank := q * total
		for _, b := range buckets {
			if rank > b.count || b.count == 0 {
				rank -= b.count
				continue
			}
			out[i] = b.low
			if !math.IsInf(b.high, 1) {
				out[i] = within(b, rank/b.count)
			}
			out[i] *= 1e9
			break
		}
	}
	return out
}
