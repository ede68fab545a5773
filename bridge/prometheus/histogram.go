package prometheus

import (
	"math"

	dto "github.com/prometheus/client_model/go"

	"github.com/binnacle-go/metrics/bridge/exponential"
)

// histogram returns the distribution of a timer or histogram in the forms asked for.
func (m *metric) histogram() *dto.Histogram {
	d := m.Series.Dist
	count, sum := d.Count(), d.Sum()
	h := &dto.Histogram{SampleCount: &count, SampleSum: &sum}
	exemplars := exemplarsOf(m.Series.Slow)
	if m.options.Histograms != NativeOnly {
		h.Bucket = m.classic(count, exemplars)
	}
	if m.options.Histograms != ClassicOnly {
		e := exponential.Of(d, exponential.MaxScale)
		for len(e.Buckets) > m.options.MaxBuckets {
			e.Coarsen()
		}
		addNative(h, &e)
		h.Exemplars = exemplars
	}
	return h
}

// classic returns the cumulative buckets up to the finite bounds, and one without a bound where it has an exemplar.
func (m *metric) classic(count uint64, exemplars []*dto.Exemplar) []*dto.Bucket {
	counts := m.Series.Dist.AppendCountsAtOrBelow(nil, m.Bounds...)
	counts = append(counts, count)
	all := make([]dto.Bucket, len(counts))
	bounds := append(m.Bounds[:len(m.Bounds):len(m.Bounds)], math.Inf(1))
	out := make([]*dto.Bucket, len(counts))
	for i := range counts {
		all[i].CumulativeCount, all[i].UpperBound = &counts[i], &bounds[i]
		out[i] = &all[i]
	}
	for _, e := range exemplars { // the slowest first, so that the last one in a bucket is the most usual
		for _, b := range out {
			if *e.Value <= *b.UpperBound {
				b.Exemplar = e
				break
			}
		}
	}
	return out
}

// maxGap is the number of empty buckets that take less room as such than a new span does.
const maxGap = 2

// addNative adds the buckets of a native histogram: runs of them, and the difference of each to the one before.
func addNative(h *dto.Histogram, e *exponential.Histogram) {
	schema := int32(e.Scale)
	h.Schema, h.ZeroThreshold, h.ZeroCount = &schema, &e.ZeroThreshold, &e.Zero
	previous, next := int64(0), 0 // count of the last bucket, and index behind it
	put := func(count int64) {
		h.PositiveDelta = append(h.PositiveDelta, count-previous)
		*h.PositiveSpan[len(h.PositiveSpan)-1].Length++
		previous = count
		next++
	}
	for i, b := range e.Buckets {
		gap := b.Index - next
		if i == 0 || gap > maxGap {
			h.PositiveSpan = append(h.PositiveSpan, span(gap))
			next = b.Index
		}
		for next < b.Index {
			put(0)
		}
		put(int64(b.Count))
	}
	if len(e.Buckets) == 0 {
		h.PositiveSpan = []*dto.BucketSpan{span(0)} // tells that this is a native histogram
	}
}

// span returns an empty run of buckets.
func span(gap int) *dto.BucketSpan {
	offset, length := int32(gap), uint32(0)
	return &dto.BucketSpan{Offset: &offset, Length: &length}
}
