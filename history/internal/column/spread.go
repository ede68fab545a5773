package column

import (
	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/internal/recorder"
)

// A Shape says what the buckets of a distribution mean: how many there are, and the steps in which they count.
type Shape struct {
	Digits   uint8 // 1 to 3
	Mul, Div float64
}

// A Spread is a distribution as counts of buckets. The zero Spread is empty.
type Spread struct {
	Shape
	Index     []uint16 // of the populated buckets, rising
	Count     []uint64 // as many, none of them zero
	Min, Max  uint16   // the buckets of the least and of the greatest observation
	Deviation float64  // the relative error of its quantiles
}

// Between returns the observations that are in a distribution and not in an earlier state of the same series, in the room
// given.
func Between(earlier, now *metrics.Distribution, room Spread) Spread {
	p, before := recorder.Open(now), recorder.Open(earlier)
	if p.Counts == nil {
		return Spread{Index: room.Index[:0], Count: room.Count[:0]}
	}
	s := Spread{Shape: shapeOf(p), Deviation: deviation(recorder.Bits(p.Counts.Digits()))}
	if before.Counts != nil && shapeOf(before) != s.Shape {
		before.Counts = nil
	}
	s.Index, s.Count = p.Counts.AppendSub(before.Counts, room.Index[:0], room.Count[:0])
	if n := len(s.Index); n > 0 {
		s.Min, s.Max = s.Index[0], s.Index[n-1]
	}
	return s
}

func shapeOf(p recorder.Parts) Shape { return Shape{uint8(p.Counts.Digits()), p.Mul, p.Div} }

// deviation is how far a quantile is off at most in buckets of 2^bits in a power of two.
func deviation(bits uint) float64 { return 1 / float64(uint64(1)<<bits) }

// Total returns the number of observations.
func (s *Spread) Total() uint64 {
	var n uint64
	for _, c := range s.Count {
		n += c
	}
	return n
}

// Distribution returns the spread as a distribution, which keeps its slices. Its extremes are the ends of their buckets,
// or those of a distribution that all observations were part of, if these lie in the same buckets.
func (s *Spread) Distribution(all *metrics.Distribution) *metrics.Distribution {
	if len(s.Index) == 0 {
		return nil
	}
	digits := int(s.Digits)
	p := recorder.Parts{Counts: recorder.NewCounts(digits, s.Index, s.Count), Mul: s.Mul, Div: s.Div}
	p.Min, _ = recorder.Span(digits, int(s.Min))
	low, width := recorder.Span(digits, int(s.Max))
	p.Max = low + width - 1
	if o := recorder.Open(all); o.Counts != nil && s.Shape == shapeOf(o) {
		if recorder.BucketOf(digits, o.Min) == int(s.Min) {
			p.Min = o.Min
		}
		if recorder.BucketOf(digits, o.Max) == int(s.Max) {
			p.Max = o.Max
		}
	}
	return recorder.Make(p).(*metrics.Distribution)
}

// in returns the spread in the buckets of another shape: each stands where its middle lies. The errors add up.
func (s *Spread) in(shape Shape) Spread {
	var sum Sum
	sum.begin(shape)
	to := func(index uint16) int {
		low, width := recorder.Span(int(s.Digits), int(index))
		steps := float64(low+width/2) * s.Mul / s.Div * shape.Div / shape.Mul
		return recorder.BucketOf(int(shape.Digits), int64(min(max(steps, 0), recorder.Max)))
	}
	for i, index := range s.Index {
		sum.count(to(index), s.Count[i])
	}
	sum.least, sum.greatest = to(s.Min), to(s.Max)
	sum.deviation = s.Deviation + deviation(recorder.Bits(int(shape.Digits)))
	return sum.Take(nil)
}
