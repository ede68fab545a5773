package otel

import (
	"errors"
	"math"
	"slices"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/bridge/mirror"
)

// histogram adds a histogram with its sum. Without observations it may not be known yet how fine it is to be.
func (t *translation) histogram(set attribute.Set, buckets []mirror.Bucket, sum float64) {
	if resolution := mirror.Resolution(t.base.Unit, buckets); resolution > 0 {
		t.add(metrics.KindHistogram, set, func(s *mirror.Series) { s.Buckets, s.Resolution = buckets, resolution })
	}
	t.gauge("_sum", set, sum)
}

var errBounds = errors.New("its bounds and its buckets do not fit")

// histograms adds histograms of explicit buckets.
func histograms[N int64 | float64](t *translation, data metricdata.Histogram[N]) {
	if t.refuses(data.Temporality) {
		return
	}
	for i := range data.DataPoints {
		p := &data.DataPoints[i]
		if len(p.BucketCounts) != len(p.Bounds)+1 || !slices.IsSorted(p.Bounds) {
			t.refuse(errBounds)
			continue
		}
		t.histogram(p.Attributes, explicitBuckets(p.Bounds, p.BucketCounts), float64(p.Sum))
	}
}

func explicitBuckets(bounds []float64, counts []uint64) []mirror.Bucket {
	var out []mirror.Bucket
	low := math.Inf(-1)
	for i, high := range bounds {
		out = append(out, mirror.Bucket{Low: low, High: high, Value: high, Count: counts[i]})
		low = high
	}
	if len(bounds) == 0 {
		return nil // nothing is known but the count
	}
	return append(out, mirror.Bucket{Low: low, High: math.Inf(1), Value: low, Count: counts[len(bounds)]})
}

// exponentials adds exponential histograms.
func exponentials[N int64 | float64](t *translation, data metricdata.ExponentialHistogram[N]) {
	if t.refuses(data.Temporality) {
		return
	}
	for i := range data.DataPoints {
		p := &data.DataPoints[i]
		out := exponentialBuckets(p.Scale, p.NegativeBucket)
		for j, b := range out {
			out[j].Low, out[j].High, out[j].Value = -b.High, -b.Low, -b.Value
		}
		slices.Reverse(out)
		if p.ZeroCount > 0 {
			out = append(out, mirror.Bucket{Low: -p.ZeroThreshold, High: p.ZeroThreshold, Count: p.ZeroCount})
		}
		t.histogram(p.Attributes, append(out, exponentialBuckets(p.Scale, p.PositiveBucket)...), float64(p.Sum))
	}
}

// exponentialBuckets returns the populated buckets on one side of zero, from there on.
func exponentialBuckets(scale int32, b metricdata.ExponentialBucket) []mirror.Bucket {
	at := func(i float64) float64 { return min(math.Exp2(math.Ldexp(i, -int(scale))), math.MaxFloat64) }
	var out []mirror.Bucket
	for i, n := range b.Counts {
		if n > 0 {
			index := float64(b.Offset) + float64(i)
			out = append(out, mirror.Bucket{Low: at(index), High: at(index + 1), Value: at(index + 0.5), Count: n})
		}
	}
	return out
}
