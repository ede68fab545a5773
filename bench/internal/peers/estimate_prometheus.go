package peers

import (
	"math"

	dto "github.com/prometheus/client_model/go"
)

var prometheusEstimates = []Estimate{
	{Row{Quantiles, Prometheus, "classic Histogram, 11 buckets"}, func(values []int64, quantiles []float64) []float64 {
		h := prometheusRecord(prometheusClassic("h"), values).Histogram
		var buckets []bucket
		low, below := 0.0, 0.0
		for _, b := range h.Bucket {
			buckets = append(buckets, bucket{low, b.GetUpperBound(), float64(b.GetCumulativeCount()) - below})
			low, below = b.GetUpperBound(), float64(b.GetCumulativeCount())
		}
		buckets = append(buckets, bucket{low, math.Inf(1), float64(h.GetSampleCount()) - below})
		return interpolate(buckets, quantiles, linear)
	}},
	{Row{Quantiles, Prometheus, "native Histogram, factor 1.1"}, func(values []int64, quantiles []float64) []float64 {
		h := prometheusRecord(prometheusNative("h"), values).Histogram
		return interpolate(prometheusSpans(h), quantiles, exponential)
	}},
	{Row{Quantiles, Prometheus, "Summary, 3 objectives"}, func(values []int64, quantiles []float64) []float64 {
		s := prometheusRecord(prometheusSummary("s"), values).Summary
		out := make([]float64, len(quantiles))
		for i, q := range quantiles {
			out[i] = math.NaN()
			for _, known := range s.Quantile {
				if known.GetQuantile() == q {
					out[i] = known.GetValue() * 1e9
				}
			}
		}
		return out
	}},
}

func prometheusRecord(h prometheusObserver, values []int64) *dto.Metric {
	for _, v := range values {
		h.Observe(float64(v) / 1e9)
	}
	var m dto.Metric
	check(h.Write(&m))
	return &m
}

// prometheusSpans returns the buckets of a native histogram of positive values. Each count is the difference to the
// one before.
func prometheusSpans(h *dto.Histogram) (buckets []bucket) {
	base := math.Pow(2, math.Pow(2, -float64(h.GetSchema())))
	index, count, deltas := int32(0), int64(0), h.PositiveDelta
	for _, span := range h.PositiveSpan {
		index += span.GetOffset()
		for range span.GetLength() {
			count, deltas = count+deltas[0], deltas[1:]
			buckets = append(buckets, bucket{math.Pow(base, float64(index-1)), math.Pow(base, float64(index)), float64(count)})
			index++
		}
	}
	return buckets
}
