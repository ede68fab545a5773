package prometheus

import (
	"errors"
	"math"
	"slices"

	dto "github.com/prometheus/client_model/go"

	"github.com/binnacle-go/metrics/bridge/mirror"
)

// bucketsOf returns the buckets of a histogram, the native ones if it has any.
func bucketsOf(h *dto.Histogram) ([]mirror.Bucket, error) {
	if isNative(h) {
		return nativeBuckets(h)
	}
	return classicBuckets(h)
}

// whole returns a count that may have been given as a float instead.
func whole(n uint64, float *float64) uint64 {
	switch {
	case float == nil || !(*float > 0):
		return n
	case *float >= 1<<64:
		return math.MaxUint64
	}
	return uint64(math.Round(*float))
}

var errCumulative = errors.New("the counts or bounds of its buckets fall")

// classicBuckets returns what each bucket holds by itself.
func classicBuckets(h *dto.Histogram) ([]mirror.Bucket, error) {
	var out []mirror.Bucket
	low, below := math.Inf(-1), uint64(0)
	add := func(high float64, cumulative uint64) bool {
		if cumulative < below || high <= low {
			return false
		}
		value := high
		if math.IsInf(high, 1) {
			value = low
		}
		out = append(out, mirror.Bucket{Low: low, High: high, Value: value, Count: cumulative - below})
		low, below = high, cumulative
		return true
	}
	for _, b := range h.GetBucket() {
		bound := b.GetUpperBound()
		if math.IsInf(bound, 1) {
			break
		}
		if math.IsNaN(bound) || !add(bound, whole(b.GetCumulativeCount(), b.CumulativeCountFloat)) {
			return nil, errCumulative
		}
	}
	if len(out) > 0 && !add(math.Inf(1), whole(h.GetSampleCount(), h.SampleCountFloat)) {
		return nil, errCumulative
	}
	return out, nil
}

// The schemas of exponential buckets.
const (
	minSchema = -4
	maxSchema = 8
)

func isNative(h *dto.Histogram) bool {
	populated := len(h.GetPositiveSpan())+len(h.GetNegativeSpan()) > 0 || h.GetZeroThreshold() > 0
	return h.Schema != nil && h.GetSchema() >= minSchema && h.GetSchema() <= maxSchema && populated
}

// nativeBuckets returns the populated buckets of a native histogram.
func nativeBuckets(h *dto.Histogram) ([]mirror.Bucket, error) {
	negative, err := exponentialBuckets(h, h.GetNegativeSpan(), h.GetNegativeDelta(), h.GetNegativeCount())
	if err != nil {
		return nil, err
	}
	positive, err := exponentialBuckets(h, h.GetPositiveSpan(), h.GetPositiveDelta(), h.GetPositiveCount())
	if err != nil {
		return nil, err
	}
	for i, b := range negative {
		negative[i].Low, negative[i].High, negative[i].Value = -b.High, -b.Low, -b.Value
	}
	slices.Reverse(negative)
	out := negative
	if n := whole(h.GetZeroCount(), h.ZeroCountFloat); n > 0 {
		out = append(out, mirror.Bucket{Low: -h.GetZeroThreshold(), High: h.GetZeroThreshold(), Count: n})
	}
	return append(out, positive...), nil
}

var errSpans = errors.New("the spans of its native buckets do not fit their counts")

// exponentialBuckets returns the populated buckets on one side of zero, from there on.
func exponentialBuckets(h *dto.Histogram, spans []*dto.BucketSpan, deltas []int64, counts []float64) ([]mirror.Bucket, error) {
	var out []mirror.Bucket
	i, index, n := 0, 0, int64(0)
	total := max(len(deltas), len(counts))
	for j, s := range spans {
		if j > 0 && s.GetOffset() < 0 {
			return nil, errSpans
		}
		index += int(s.GetOffset())
		for range s.GetLength() {
			if i >= total {
				return nil, errSpans
			}
			count := uint64(0)
			if len(counts) > 0 {
				count = whole(0, &counts[i])
			} else if n += deltas[i]; n < 0 {
				return nil, errSpans
			} else {
				count = uint64(n)
			}
			if count > 0 {
				out = append(out, exponentialBucket(h.GetSchema(), index, count))
			}
			i++
			index++
		}
	}
	return out, nil
}

// exponentialBucket returns the bucket with an index.
func exponentialBucket(schema int32, index int, count uint64) mirror.Bucket {
	at := func(i float64) float64 { return math.Exp2(math.Ldexp(i, -int(schema))) }
	i := float64(index)
	b := mirror.Bucket{Low: at(i - 1), High: at(i), Value: at(i - 0.5), Count: count}
	if math.IsInf(b.Value, 1) {
		b.Value = math.MaxFloat64
	}
	return b
}
