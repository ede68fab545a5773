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
		e := exponential.Fit(d, m.options.MaxBuckets, (*exponential.Histogram).Populated)
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
	runs := spansOf(e.Buckets)
	h.PositiveSpan = pointers(runs)
	h.PositiveDelta = make([]int64, 0, length(runs))
	previous, next := int64(0), 0 // count of the last bucket, and index behind it
	put := func(count int64) {
		h.PositiveDelta = append(h.PositiveDelta, count-previous)
		previous = count
	}
	for i, b := range e.Buckets {
		if gap := b.Index - next; i > 0 && gap <= maxGap {
			for range gap {
				put(0)
			}
		}
		put(int64(b.Count))
		next = b.Index + 1
	}
}

// run is a number of buckets in a row, in the form of the exposition.
type run struct {
	dto.BucketSpan
	offset int32
	length uint32
}

// spansOf returns the runs of buckets; an empty one if there are none, which tells that this is a native histogram.
func spansOf(buckets []exponential.Bucket) []run {
	runs, next := make([]run, 0, 8), 0
	for i, b := range buckets {
		gap := b.Index - next
		if i == 0 || gap > maxGap {
			runs = append(runs, run{offset: int32(gap)})
			gap = 0
		}
		runs[len(runs)-1].length += uint32(gap) + 1
		next = b.Index + 1
	}
	if len(runs) == 0 {
		runs = append(runs, run{})
	}
	return runs
}

func length(runs []run) (n int) {
	for i := range runs {
		n += int(runs[i].length)
	}
	return n
}

func pointers(runs []run) []*dto.BucketSpan {
	out := make([]*dto.BucketSpan, len(runs))
	for i := range runs {
		r := &runs[i]
		r.Offset, r.Length = &r.offset, &r.length
		out[i] = &r.BucketSpan
	}
	return out
}
