package metrics

import (
	"math"

	"github.com/HdrHistogram/hdrhistogram-go"

	"github.com/binnacle-go/metrics/internal/recorder"
)

// A Distribution is how the observations of a timer or histogram are spread, as counts in the buckets of an
// HdrHistogram. Its values are in the series' unit, seconds for timers. It never changes and is safe for
// concurrent use; a nil Distribution is an empty one. Statistics are computed when asked for, in time proportional
// to the populated buckets, a few hundred at most for usual streams.
type Distribution struct {
	h        *hdrhistogram.PackedHistogram // never empty
	scale    scale
	min, max int64 // steps; exact for all observations since the start, else the ends of the outermost buckets
}

func readDistribution(s *Series, r recorder.Reading, sc scale) {
	s.Low, s.High = r.Low, r.High
	if r.Histogram == nil {
		return
	}
	s.Dist = &Distribution{h: r.Histogram, scale: sc, min: r.Min, max: r.Max}
	s.Count = s.Dist.Count()
}

// Count returns the number of observations. It is always the sum of the buckets.
func (d *Distribution) Count() uint64 {
	if d == nil {
		return 0
	}
	return uint64(d.h.TotalCount())
}

// Sum returns the sum of the observations, each taken as the middle of its bucket: within half the bucket error
// (0.4 % at 2 digits) of the true sum. It never falls as observations are added. The sum of none is zero.
func (d *Distribution) Sum() float64 {
	if d == nil {
		return 0
	}
	var sum float64
	digits := int(d.h.SignificantFigures())
	for low, n := range d.h.ForEachBucket {
		sum += float64(n) * float64(low+recorder.Width(digits, low)/2)
	}
	return d.scale.value(sum)
}

// Min returns the smallest observation: exact since the start, within the bucket error for an interval. NaN when
// empty.
func (d *Distribution) Min() float64 {
	if d == nil {
		return math.NaN()
	}
	return d.scale.value(float64(d.min))
}

// Max returns the largest observation: exact since the start, within the bucket error for an interval. NaN when
// empty.
func (d *Distribution) Max() float64 {
	if d == nil {
		return math.NaN()
	}
	return d.scale.value(float64(d.max))
}

// Mean returns the average, within half the bucket error. NaN when empty.
func (d *Distribution) Mean() float64 {
	if d == nil {
		return math.NaN()
	}
	return d.scale.value(d.clamp(d.h.Mean()))
}

// StdDev returns the standard deviation of the observations, NaN when empty.
func (d *Distribution) StdDev() float64 {
	if d == nil {
		return math.NaN()
	}
	return d.scale.value(d.h.StdDev())
}

// Quantile returns the value that the share q of the observations does not exceed; q is moved into 0 to 1. It is
// within the bucket error (1 % at 2 digits) above the true value and never beyond Min and Max. NaN when empty or
// when q is NaN.
func (d *Distribution) Quantile(q float64) float64 {
	if d == nil || math.IsNaN(q) {
		return math.NaN()
	}
	v := d.h.ValueAtPercentile(min(max(q, 0), 1) * 100)
	return d.scale.value(d.clamp(float64(v)))
}

func (d *Distribution) clamp(steps float64) float64 {
	return min(max(steps, float64(d.min)), float64(d.max))
}

// CountAtOrBelow returns how many observations are at most v, to within the bucket that holds v: a bucket counts
// when its middle is at most v. It never falls as v rises.
func (d *Distribution) CountAtOrBelow(v float64) uint64 {
	if d == nil {
		return 0
	}
	var n uint64
	digits := int(d.h.SignificantFigures())
	for low, count := range d.h.ForEachBucket {
		if d.scale.value(float64(low+recorder.Width(digits, low)/2)) > v {
			break
		}
		n += uint64(count)
	}
	return n
}

// Buckets calls yield for each populated bucket in rising order, with the values from low up to but not including
// high that it counts, until yield returns false.
func (d *Distribution) Buckets(yield func(low, high float64, count uint64) bool) {
	if d == nil {
		return
	}
	digits := int(d.h.SignificantFigures())
	for low, n := range d.h.ForEachBucket {
		if !yield(d.scale.value(float64(low)), d.scale.value(float64(low+recorder.Width(digits, low))), uint64(n)) {
			return
		}
	}
}

// Merge returns the distribution of the observations of d and all others together. They should share a unit; with
// unequal digits or resolutions the result has those of the first that is not empty.
func (d *Distribution) Merge(others ...*Distribution) *Distribution {
	out, owned := d, false
	for _, o := range others {
		switch {
		case o == nil:
		case out == nil:
			out = o
		case !owned:
			out, owned = out.clone(), true
			out.add(o)
		default:
			out.add(o)
		}
	}
	return out
}

func (d *Distribution) clone() *Distribution {
	c := *d
	c.h = d.h.Clone()
	return &c
}

// add counts the observations of o into d, which must not be visible to anyone else yet.
func (d *Distribution) add(o *Distribution) {
	if d.scale == o.scale {
		d.h.Merge(o.h)
		d.min, d.max = min(d.min, o.min), max(d.max, o.max)
		return
	}
	convert := func(steps int64) int64 {
		return min(max(d.scale.steps(o.scale.value(float64(steps))), 0), recorder.Max)
	}
	for low, n := range o.h.ForEachBucket {
		_ = d.h.RecordValues(convert(low), n) // in range by conversion
	}
	d.min, d.max = min(d.min, convert(o.min)), max(d.max, convert(o.max))
}

// since returns the observations that are in d and not in the earlier state of the same series.
func (d *Distribution) since(earlier *Distribution) *Distribution {
	if d == nil || earlier == nil || d.scale != earlier.scale {
		return d
	}
	digits := int(d.h.SignificantFigures())
	h := recorder.NewHistogram(digits)
	lo, hi := int64(-1), int64(0)
	for low, n := range d.h.ForEachBucket {
		if n -= earlier.h.CountAtValue(low); n > 0 {
			_ = h.RecordValues(low, n) // in range: it comes from such a histogram
			if lo < 0 {
				lo = low
			}
			hi = low + recorder.Width(digits, low) - 1
		}
	}
	if lo < 0 {
		return nil
	}
	return &Distribution{h: h, scale: d.scale, min: max(lo, d.min), max: min(hi, d.max)}
}

// HdrHistogram returns a copy as a histogram of hdrhistogram-go, in steps of the resolution (timers: nanoseconds).
// It has hdrhistogram-go's dense form: about 40 KB at 2 digits.
func (d *Distribution) HdrHistogram() *hdrhistogram.Histogram {
	digits := 2
	if d != nil {
		digits = int(d.h.SignificantFigures())
	}
	h := hdrhistogram.New(1, recorder.Max, digits)
	if d != nil {
		d.h.MergeInto(h)
	}
	return h
}
