package metrics

import (
	"math"
	"slices"
	"sync/atomic"

	"github.com/binnacle-go/metrics/internal/recorder"
)

// A Distribution is how the observations of a timer or histogram are spread, as counts in the buckets of an
// HdrHistogram. Its values are in the series' unit, seconds for timers. It never changes and is safe for
// concurrent use; a nil Distribution is an empty one. Statistics are computed when asked for, in time proportional
// to the populated buckets, a few hundred at most for usual streams.
type Distribution struct {
	counts   *recorder.Counts // never empty
	scale    scale
	min, max int64         // steps; exact for all observations since the start, else the ends of the outermost buckets
	sum      atomic.Uint64 // bits of the sum in steps; zero until it is asked for
}

// lastDistribution is what an instrument held when it was last read. Snapshots share it until that changes.
type lastDistribution struct{ atomic.Pointer[Distribution] }

// read fills in what a recorder holds.
func (l *lastDistribution) read(s *Series, r *recorder.Recorder, sc scale) {
	d := l.Load()
	var before *recorder.Counts
	if d != nil {
		before = d.counts
	}
	now := r.ReadAfter(before)
	if now.Counts != before {
		d = &Distribution{counts: now.Counts, scale: sc, min: now.Min, max: now.Max}
		l.Store(d)
	}
	s.Low, s.High = now.Low, now.High
	s.Dist, s.Count = d, d.Count()
}

// Count returns the number of observations. It is always the sum of the buckets.
func (d *Distribution) Count() uint64 {
	if d == nil {
		return 0
	}
	return d.counts.Total()
}

// Sum returns the sum of the observations, each taken as the middle of its bucket: within half the bucket error
// (0.4 % at 2 digits) of the true sum. It never falls as observations are added. The sum of none is zero.
func (d *Distribution) Sum() float64 {
	if d == nil {
		return 0
	}
	return d.scale.value(d.steps())
}

// steps returns the sum in steps. It is remembered, as the mean and the deviation need it too.
func (d *Distribution) steps() float64 {
	if bits := d.sum.Load(); bits != 0 {
		return math.Float64frombits(bits)
	}
	sum := d.counts.Sum()
	d.sum.Store(math.Float64bits(sum))
	return sum
}

// mean returns the average in steps.
func (d *Distribution) mean() float64 { return d.steps() / float64(d.counts.Total()) }

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
	return d.scale.value(d.clamp(d.mean()))
}

// StdDev returns the standard deviation of the observations, NaN when empty.
func (d *Distribution) StdDev() float64 {
	if d == nil {
		return math.NaN()
	}
	return d.scale.value(d.counts.Deviation(d.mean()))
}

// Buckets calls yield for each populated bucket in rising order, with the values from low up to but not including
// high that it counts, until yield returns false.
func (d *Distribution) Buckets(yield func(low, high float64, count uint64) bool) {
	if d == nil {
		return
	}
	d.counts.Each(func(b recorder.Bucket) bool {
		return yield(d.scale.value(float64(b.Low)), d.scale.value(float64(b.Low+b.Width)), b.Count)
	})
}

// Merge returns the distribution of the observations of d and all others together. They should share a unit; with
// unequal digits or resolutions the result has those of the first that is not empty.
func (d *Distribution) Merge(others ...*Distribution) *Distribution {
	first, more := d, 0
	for _, o := range others {
		switch {
		case o == nil:
		case first == nil:
			first = o
		default:
			more++
		}
	}
	if more == 0 {
		return first
	}
	out := &Distribution{scale: first.scale, min: first.min, max: first.max}
	counts := make([]*recorder.Counts, 0, 1+more)
	for _, o := range slices.Concat([]*Distribution{d}, others) {
		if o == nil {
			continue
		}
		o = o.inStepsOf(first)
		out.min, out.max = min(out.min, o.min), max(out.max, o.max)
		counts = append(counts, o.counts)
	}
	out.counts = recorder.Merge(counts...)
	return out
}

// inStepsOf returns d with the digits and the resolution of another distribution.
func (d *Distribution) inStepsOf(o *Distribution) *Distribution {
	if d.scale == o.scale && d.counts.Digits() == o.counts.Digits() {
		return d
	}
	convert := func(steps int64) int64 {
		return min(max(o.scale.steps(d.scale.value(float64(steps))), 0), recorder.Max)
	}
	return &Distribution{
		scale: o.scale, counts: d.counts.Convert(o.counts.Digits(), convert), min: convert(d.min), max: convert(d.max),
	}
}

// since returns the observations that are in d and not in the earlier state of the same series.
func (d *Distribution) since(earlier *Distribution) *Distribution {
	if d == nil || earlier == nil || d.scale != earlier.scale {
		return d
	}
	counts := d.counts.Sub(earlier.counts)
	if counts == nil {
		return nil
	}
	lowest, highest := counts.Bounds()
	return &Distribution{counts: counts, scale: d.scale, min: max(lowest, d.min), max: min(highest, d.max)}
}
