package recorder

import (
	"math"
	"math/bits"
)

// Sums need no more than one walk over the counts, where hdrhistogram-go's need a histogram of its own to be filled.

// Sum returns the sum of all values, each taken as the middle of its bucket.
func (c *Counts) Sum() (sum float64) {
	g := geometryFor(c.digits)
	for i := 0; i < len(c.index); {
		shift := g.shift(c.index[i])
		n, steps := c.sumTo(&i, shift<<g.halfBits, (shift+2)<<g.halfBits)
		_, width := g.bounds(c.index[i-1])
		sum += steps*float64(width) + n*float64(width/2)
	}
	return sum
}

// sumTo adds up the buckets from i to an end, which have the same width: their counts, and their counts times their
// distances from base. It moves i. Whole numbers of 128 bits are exact, and cheaper than conversions to floats.
func (c *Counts) sumTo(i *int, base, end uint) (n, steps float64) {
	var total, low, high, carry uint64
	index, count := c.index, c.count[:len(c.index)]
	k := *i
	for ; k < len(index) && uint(index[k]) < end; k++ {
		h, l := bits.Mul64(count[k], uint64(uint(index[k])-base))
		low, carry = bits.Add64(low, l, 0)
		high += h + carry
		total += count[k]
	}
	*i = k
	return float64(total), float64(high)*(1<<64) + float64(low)
}

// Deviation returns the standard deviation of all values, each taken as the middle of its bucket, from their mean.
func (c *Counts) Deviation(mean float64) float64 {
	var squares float64
	g := geometryFor(c.digits)
	index, count := c.index, c.count[:len(c.index)]
	for i := 0; i < len(index); { // one power of two after the other, in which all buckets are equally wide
		shift := g.shift(index[i])
		base, end := int(shift<<g.halfBits), int((shift+2)<<g.halfBits)
		_, width := g.bounds(index[i])
		middle := float64(width/2) - mean
		for ; i < len(index) && int(index[i]) < end; i++ {
			d := float64(int(index[i])-base)*float64(width) + middle
			squares += float64(count[i]) * (d * d)
		}
	}
	return math.Sqrt(squares / float64(c.total))
}
