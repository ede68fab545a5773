package recorder

import "math/bits"

// Max is the largest value a Recorder holds; in nanoseconds it is 39 hours.
const Max = 1<<47 - 1

// geometry is the bucket layout of HdrHistogram for values from 1 to Max: within each power of two there are
// half equal buckets, so that a bucket is narrower than its value by the asked number of significant digits.
type geometry struct {
	halfBits uint // log2 of the buckets in one power of two
	length   int
}

// geometries holds the layout for 1, 2 and 3 significant digits.
var geometries = [...]geometry{newGeometry(4), newGeometry(defaultHalfBits), newGeometry(10)}

// defaultHalfBits is that of 2 digits, the default everywhere.
const defaultHalfBits = 7

func geometryFor(digits int) *geometry { return &geometries[min(max(digits, 1), 3)-1] }

// digitsOf is the number of significant digits that a layout has.
func digitsOf(halfBits uint) int { return int(halfBits / 3) }

func newGeometry(halfBits uint) geometry {
	g := geometry{halfBits: halfBits}
	g.length = g.index(Max) + 1
	return g
}

// index is the position of the bucket that counts v.
func (g *geometry) index(v uint64) int {
	page, i := place(v, g.halfBits)
	return int(page<<g.halfBits + i)
}

// place is the same by pages of half buckets: the page of v, and the bucket in it. Neither waits for the other.
func place(v uint64, halfBits uint) (page, i uint) {
	halfBits &= 63
	page = uint(bits.Len64(v|(1<<halfBits-1))) - halfBits
	shift := uint(bits.Len64(v|(2<<halfBits-1))) - halfBits - 1
	return page, uint(v>>(shift&63)) & (1<<halfBits - 1)
}

// bounds returns the smallest value that the bucket at index counts, and how many values it does.
func (g *geometry) bounds(index uint16) (low, width int64) {
	shift := g.shift(index)
	return (int64(index) - int64(shift)<<(g.halfBits&63)) << shift, 1 << shift
}

// shift is by how many bits the values of the bucket at index are finer than the bucket.
func (g *geometry) shift(index uint16) uint {
	return (max(uint(index)>>(g.halfBits&63), 1) - 1) & 63
}
