// Package exponential turns distributions into base-2 exponential histograms: the native histograms of Prometheus and
// the exponential histograms of OpenTelemetry.
//
// Their buckets grow by a factor of 2^(2^-Scale) and hold the values above their lower bound up to and including the
// upper one. Each bucket of the distribution is counted whole in the bucket that its low end falls in. So the count at
// or below any bound is the true one, but for observations above the bound by less than the resolution of the
// distribution: 1 % of the value at 2 digits, and half a step. No observation is counted in a lower bucket than that
// resolution allows, and none is counted twice or lost.
package exponential

import (
	"math"

	"github.com/binnacle-go/metrics"
)

// MaxScale is the finest scale that Of gives: buckets of 0.27 %. It is the finest that Prometheus knows.
const MaxScale = 8

// A Bucket counts the values above 2^((Index-1)/2^Scale) up to and including 2^(Index/2^Scale).
type Bucket struct {
	Index int
	Count uint64
}

// A Histogram is a distribution in exponential buckets. Its zero value is an empty one.
type Histogram struct {
	Scale         int      // 0 to MaxScale
	Buckets       []Bucket // that hold something, rising
	Zero          uint64   // observations of zero, and those that round to it
	ZeroThreshold float64  // a power of two below half a step of the distribution; what rounds to zero may exceed it by half a step
}

// usual is how many buckets there is room for from the beginning.
const usual = 512

// Of returns the distribution in the buckets of a scale, 0 to MaxScale; other scales are moved to the nearest. The
// distribution may be nil. It takes one pass over the populated buckets.
func Of(d *metrics.Distribution, scale int) Histogram {
	h := Histogram{Scale: min(max(scale, 0), MaxScale)}
	h.fill(d, func() {})
	return h
}

// Fit returns the distribution at the finest scale at which its size is at most max, or at scale 0: the size is
// (*Histogram).Populated or (*Histogram).Span. The distribution may be nil. It takes one pass over the populated buckets,
// and memory for max of them.
func Fit(d *metrics.Distribution, max int, size func(*Histogram) int) Histogram {
	h := Histogram{Scale: MaxScale, Buckets: make([]Bucket, 0, min(max, usual)+1)}
	h.fill(d, func() {
		for size(&h) > max && h.Scale > 0 {
			h.Coarsen()
		}
	})
	return h
}

// fill counts a distribution, and calls grown when there is one bucket more.
func (h *Histogram) fill(d *metrics.Distribution, grown func()) {
	if d != nil {
		h.ZeroThreshold = thresholdBelow(d.Resolution())
	}
	d.Buckets(func(low, _ float64, count uint64) bool {
		if low <= 0 {
			h.Zero += count
			return true
		}
		coarser := MaxScale - h.Scale
		if h.add((indexOf(low)+1<<coarser-1)>>coarser, count) {
			grown()
		}
		return true
	})
}

// add counts values in a bucket that is not below those before, and reports whether it is a new one.
func (h *Histogram) add(index int, count uint64) bool {
	if n := len(h.Buckets); n > 0 && h.Buckets[n-1].Index == index {
		h.Buckets[n-1].Count += count
		return false
	}
	h.Buckets = append(h.Buckets, Bucket{Index: index, Count: count})
	return true
}

// Coarsen halves the resolution: the scale falls by one, and each two buckets become one. No error is added, for
// bounds of a scale are bounds of all finer ones.
func (h *Histogram) Coarsen() {
	before := h.Buckets
	h.Scale--
	h.Buckets = before[:0]
	for _, b := range before {
		h.add((b.Index+1)>>1, b.Count)
	}
}

// Populated returns how many buckets hold something.
func (h *Histogram) Populated() int { return len(h.Buckets) }

// Span returns how many buckets there are from the lowest to the highest that hold something, empty ones included.
func (h *Histogram) Span() int {
	if len(h.Buckets) == 0 {
		return 0
	}
	return h.Buckets[len(h.Buckets)-1].Index - h.Buckets[0].Index + 1
}

// Bound returns the upper bound of the bucket of an index.
func (h *Histogram) Bound(index int) float64 {
	fine := index << (MaxScale - h.Scale)
	return math.Ldexp(fractions[fine&(perOctave-1)], fine>>MaxScale)
}

// RelativeError returns by how much of a value a quantile may be wrong that is taken as the geometric middle of its
// bucket, besides the error of the distribution: 0.0014 at scale 8, 0.0218 at scale 4, 0.41 at scale 0.
func (h *Histogram) RelativeError() float64 {
	return math.Exp2(math.Exp2(-float64(h.Scale))/2) - 1
}

const perOctave = 1 << MaxScale

// fractions are the bounds from 1 up to but not including 2.
var fractions = func() (f [perOctave]float64) {
	for i := range f {
		f[i] = math.Exp2(float64(i) / perOctave)
	}
	return f
}()

// from is, for each beginning of a mantissa, the first of fractions that is not below all numbers which begin so.
var from = func() (first [perOctave]uint16) {
	for i := range first {
		for fractions[first[i]] < 1+float64(i)/perOctave && first[i] < perOctave-1 {
			first[i]++
		}
	}
	return first
}()

const mantissa = 52 // bits of a float64

// indexOf returns the bucket at MaxScale that holds a positive number.
func indexOf(v float64) int {
	fraction, exponent := math.Frexp(v) // from 0.5 up to but not including 1
	fraction *= 2
	i := int(from[math.Float64bits(fraction)>>(mantissa-MaxScale)&(perOctave-1)])
	for i < perOctave && fractions[i] < fraction { // at most twice
		i++
	}
	return (exponent-1)<<MaxScale + i
}

// thresholdBelow returns the greatest power of two that is at most half of a positive number. It is a bound at every
// scale, and not above the lower bound of the bucket which holds that number.
func thresholdBelow(v float64) float64 {
	fraction, exponent := math.Frexp(v / 2)
	if fraction == 0 {
		return 0
	}
	return math.Ldexp(0.5, exponent)
}
