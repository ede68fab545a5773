package recorder

import (
	"math"
	"math/bits"
)

// Sums need no more than one walk over the counts, where hdrhistogram-go's need a histogram of its own to be filled.

// Sum returns the sum of all values, each taken as the middle of its bucket.
func (c *Counts) Sum() (sum float64) {
	for p := range c.eachPage {
		n, steps := p.sum()
		sum += steps*float64(p.width) + n*float64(p.width/2)
	}
	for i := 0; i < len(c.index); {
		o := c.octave(i)
		n, steps := o.sum()
		sum += steps*float64(o.width) + n*float64(o.width/2)
		i += len(o.index)
	}
	return sum
}

// Deviation returns the standard deviation of all values, each taken as the middle of its bucket, from their mean.
func (c *Counts) Deviation(mean float64) float64 {
	var squares float64
	for p := range c.eachPage {
		squares += p.squares(mean)
	}
	for i := 0; i < len(c.index); {
		o := c.octave(i)
		squares += o.squares(mean)
		i += len(o.index)
	}
	return math.Sqrt(squares / float64(c.total))
}

// octave is the buckets within one power of two, which are equally wide.
type octave struct {
	index []uint16
	count []uint64
	base  uint16 // what the index of a bucket that begins at zero would be
	width int64
}

// octave returns the one that begins with the populated bucket at a position.
func (c *Counts) octave(from int) octave {
	g := geometryFor(c.digits)
	shift := g.shift(c.index[from])
	last := (shift+2)<<g.halfBits - 1
	to := from
	for to+block <= len(c.index) && uint(c.index[to+block-1]) <= last {
		to += block
	}
	for to < len(c.index) && uint(c.index[to]) <= last {
		to++
	}
	return octave{c.index[from:to], c.count[from:to], uint16(shift << g.halfBits), 1 << shift}
}

// sum returns how many values there are, and the sum of their buckets' low ends in units of the width. It adds up whole
// numbers, which is exact, so that sums never fall, and cheaper than floats.
func (o *octave) sum() (n, steps float64) {
	var total, sum, union uint64
	count := o.count[:len(o.index)]
	for i, index := range o.index {
		total += count[i]
		union |= count[i]
		sum += count[i] * uint64(index)
	}
	if union >= 1<<32 { // else nothing has overflowed: there are not that many buckets
		return float64(total), o.longSum()
	}
	return float64(total), float64(sum - total*uint64(o.base))
}

// longSum is the same sum in 128 bits.
func (o *octave) longSum() float64 {
	var high, low, carry uint64
	for i, index := range o.index {
		h, l := bits.Mul64(o.count[i], uint64(index-o.base))
		low, carry = bits.Add64(low, l, 0)
		high += h + carry
	}
	return float64(high)*(1<<64) + float64(low)
}

// squares returns the sum of the squared distances of the buckets' middles from the mean.
func (o *octave) squares(mean float64) (sum float64) {
	base, width, middle := int(o.base), float64(o.width), float64(o.width/2)-mean
	count := o.count[:len(o.index)]
	for i, index := range o.index {
		d := float64(int(index)-base)*width + middle
		sum += float64(count[i]) * (d * d)
	}
	return sum
}
