package recorder

import "math/bits"

// Max is the largest value a Recorder holds; in nanoseconds it is 39 hours.
const Max = 1<<47 - 1

// geometry is the bucket layout of HdrHistogram for values from 1 to Max: within each power of two there are
// half equal buckets, so that a bucket is narrower than its value by the asked number of significant digits.
type geometry struct {
	halfBits uint // log2 of the buckets in one power of two
	mask     uint64
	length   int
}

// geometries holds the layout for 1, 2 and 3 significant digits.
var geometries = [...]geometry{newGeometry(4), newGeometry(7), newGeometry(10)}

func geometryFor(digits int) *geometry { return &geometries[min(max(digits, 1), 3)-1] }

func newGeometry(halfBits uint) geometry {
	g := geometry{halfBits: halfBits, mask: 1<<(halfBits+1) - 1}
	g.length = g.index(Max) + 1
	return g
}

// index is the position of the bucket that counts v.
func (g *geometry) index(v uint64) int {
	shift := uint(bits.Len64(v|g.mask)) - g.halfBits - 1
	return int(uint64(shift)<<g.halfBits + v>>shift)
}

// low is the smallest value that the bucket at index counts.
func (g *geometry) low(index int) int64 {
	half := 1 << g.halfBits
	if index < 2*half {
		return int64(index)
	}
	shift := index>>g.halfBits - 1
	return int64(index&(half-1)+half) << shift
}

// width is the number of values that the bucket at index counts.
func (g *geometry) width(index int) int64 {
	half := 1 << g.halfBits
	if index < 2*half {
		return 1
	}
	return 1 << (index>>g.halfBits - 1)
}
