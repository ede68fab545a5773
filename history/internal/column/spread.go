package column

import (
	"slices"

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

// Of returns the spread of a distribution. It shares the buckets.
func Of(d *metrics.Distribution) Spread {
	p := recorder.Open(d)
	if p.Counts == nil {
		return Spread{}
	}
	s := Spread{Shape: Shape{uint8(p.Counts.Digits()), p.Mul, p.Div}}
	s.Index, s.Count = p.Counts.Parts()
	s.Min, s.Max = s.Index[0], s.Index[len(s.Index)-1]
	s.Deviation = deviation(recorder.Bits(p.Counts.Digits()))
	return s
}

// deviation is how far a quantile is off at most in buckets of 2^bits in a power of two.
func deviation(bits uint) float64 { return 1 / float64(uint64(1)<<bits) }

// Sub returns the observations that are in s and not in an earlier state of the same series, in the room given.
func (s *Spread) Sub(earlier *Spread, room Spread) Spread {
	out := Spread{Shape: s.Shape, Deviation: s.Deviation}
	out.Index, out.Count = slices.Grow(room.Index[:0], len(s.Index)), slices.Grow(room.Count[:0], len(s.Index))
	before, then := earlier.Index, earlier.Count
	if s.Shape != earlier.Shape {
		before = nil
	}
	// Mostly the same buckets are populated as before: so many pass at once, and the others one by one.
	for i := 0; i < len(s.Index); {
		if n := common(s.Index[i:], before); n > 0 {
			out.sub(s.Index[i:i+n], s.Count[i:i+n], then[:n])
			i, before, then = i+n, before[n:], then[n:]
			continue
		}
		if len(before) > 0 && before[0] < s.Index[i] {
			before, then = before[1:], then[1:]
			continue
		}
		out.Index, out.Count = append(out.Index, s.Index[i]), append(out.Count, s.Count[i])
		i++
	}
	if n := len(out.Index); n > 0 {
		out.Min, out.Max = out.Index[0], out.Index[n-1]
	}
	return out
}

// common is how many elements two lists begin with together.
func common(a, b []uint16) int {
	n := min(len(a), len(b))
	if n == 0 || &a[0] == &b[0] { // readings of a recorder share their indexes as long as these are the same
		return n
	}
	a, b = a[:n], b[:n]
	for i := range a {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

// sub appends how much counts of the same buckets have grown. It writes all and keeps those that are not zero, which
// spares a branch that no processor can predict. There is room.
func (s *Spread) sub(buckets []uint16, now, then []uint64) {
	begin := len(s.Index)
	index, count := s.Index[begin:begin+len(buckets)], s.Count[begin:begin+len(buckets)]
	now, then = now[:len(buckets)], then[:len(buckets)]
	kept := 0
	for i, bucket := range buckets {
		n := now[i] - min(then[i], now[i])
		index[kept], count[kept] = bucket, n
		if n > 0 {
			kept++
		}
	}
	s.Index, s.Count = s.Index[:begin+kept], s.Count[:begin+kept]
}

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
	if o := recorder.Open(all); o.Counts != nil && s.Shape == (Shape{uint8(o.Counts.Digits()), o.Mul, o.Div}) {
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
