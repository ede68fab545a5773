package recorder

// A Coarsening maps the buckets of a layout to wider ones: to 2^bits in each power of two instead of the 2^4, 2^7 or
// 2^10 that 1, 2 or 3 digits have. A wide bucket is at most 2^-bits of its values wide.
type Coarsening struct {
	Wide  []uint16 // by the index of a bucket: that of the wide one which holds it
	First []uint16 // by the index of a wide bucket: the first bucket in it
	Stand []uint16 // by the index of a wide bucket: the bucket that stands for it
}

// Bits returns log2 of the buckets in a power of two at 1 to 3 significant digits.
func Bits(digits int) uint { return geometryFor(digits).halfBits }

// NewCoarsening returns the mapping from the buckets of 1 to 3 digits; bits must not exceed Bits(digits).
//
// The bucket that stands for a wide one is the one that ends in its middle. A quantile is the highest value of the
// bucket in which it lies, so that one of the wide buckets' counts is off by half their width at most.
func NewCoarsening(digits int, bits uint) *Coarsening {
	fine, wide := geometryFor(digits), newGeometry(bits)
	c := &Coarsening{Wide: make([]uint16, fine.length)}
	for i := range c.Wide {
		low, _ := fine.bounds(uint16(i))
		c.Wide[i] = uint16(wide.index(uint64(low)))
	}
	for i := range wide.length {
		low, width := wide.bounds(uint16(i))
		c.First = append(c.First, uint16(fine.index(uint64(low))))
		c.Stand = append(c.Stand, uint16(fine.index(uint64(low+max(width/2-1, 0)))))
	}
	return c
}
