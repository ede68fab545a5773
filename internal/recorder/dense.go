package recorder

import (
	"math"
	"math/bits"
	"sync/atomic"
	"unsafe"
)

// A densePage is one page of dense counts: the buckets of a power of two.
type densePage struct {
	cells []uint32
	first int    // index of its first bucket
	base  uint64 // what the place of the first bucket in its power of two stands for, in widths
	width int64
}

// eachPage calls yield for the pages of dense counts in rising order until it returns false.
func (c *Counts) eachPage(yield func(densePage) bool) {
	halfBits, rest := geometryFor(c.digits).halfBits, c.dense()
	for set := c.pages; set != 0; set &= set - 1 {
		n := bits.TrailingZeros64(set)
		p := densePage{cells: rest[:1<<halfBits], first: n << halfBits, width: 1}
		if n > 0 {
			p.base, p.width = 1<<halfBits, 1<<(n-1)
		}
		if !yield(p) {
			return
		}
		rest = rest[1<<halfBits:]
	}
}

// sum returns how many values there are, and the sum of their buckets' low ends in widths. It adds up whole numbers,
// which cannot overflow: a cell has 32 bits, and there are few. Pages have a multiple of four cells.
func (p *densePage) sum() (n, steps float64) {
	var total, sum uint64
	for i := 0; i+4 <= len(p.cells); i += 4 {
		c := (*[4]uint32)(p.cells[i:])
		a, b := uint64(c[0])+uint64(c[1]), uint64(c[2])+uint64(c[3])
		total += a + b
		sum += (a+b)*uint64(i) + uint64(c[1]) + 2*b + uint64(c[3])
	}
	return float64(total), float64(sum + total*p.base)
}

// squares returns the sum of the squared distances of the buckets' middles from the mean.
func (p *densePage) squares(mean float64) (sum float64) {
	width, middle := float64(p.width), float64(p.width/2)-mean
	for i, count := range p.cells {
		d := float64(int(p.base)+i)*width + middle
		sum += float64(count) * (d * d)
	}
	return sum
}

// dense returns the cells of dense counts, nil of sparse ones.
func (c *Counts) dense() []uint32 {
	if c.pages == 0 {
		return nil
	}
	if cells := c.cells.Load(); cells != nil {
		return *cells
	}
	cells := c.trail.back(c.passed)
	c.cells.Store(&cells)
	return cells
}

// firstCells returns by how much the indexes of the buckets of each page are above the places of their cells.
func (c *Counts) firstCells() (above [64]uint16) {
	halfBits := geometryFor(c.digits).halfBits
	for i, set := 0, c.pages; set != 0; i, set = i+1, set&(set-1) {
		above[i] = uint16((bits.TrailingZeros64(set) - i) << halfBits)
	}
	return above
}

// indexOf returns the index of the bucket that a cell counts.
func (c *Counts) indexOf(cell int) uint16 {
	halfBits, set := geometryFor(c.digits).halfBits, c.pages
	for range cell >> halfBits {
		set &= set - 1
	}
	return uint16(bits.TrailingZeros64(set)<<halfBits + cell&(1<<halfBits-1))
}

// cellsUpTo returns how many cells belong to buckets whose indexes are not above last.
func (c *Counts) cellsUpTo(last int) int {
	halfBits := geometryFor(c.digits).halfBits
	n := last >> halfBits
	below := bits.OnesCount64(c.pages&(1<<n-1)) << halfBits
	if c.pages>>n&1 == 0 {
		return below
	}
	return below + last&(1<<halfBits-1) + 1
}

// passCells moves to a cell and returns the total of those before it.
func (s *Scan) passCells(to int) uint64 {
	if to < s.next {
		s.next, s.passed = 0, 0
	}
	s.passed += total(s.counts.dense()[s.next:to])
	s.next = to
	return s.passed
}

// rankCell returns the bucket of the value with a rank in dense counts.
func (s *Scan) rankCell(rank uint64) uint16 {
	cells := s.counts.dense()
	i, passed := s.next, s.passed
	if passed >= rank {
		i, passed = 0, 0
	}
	for i+2*block <= len(cells) {
		n := total(cells[i : i+2*block])
		if passed+n >= rank {
			break
		}
		passed += n
		i += 2 * block
	}
	for passed+uint64(cells[i]) < rank {
		passed += uint64(cells[i])
		i++
	}
	s.next, s.passed = i, passed
	return s.counts.indexOf(i)
}

// total adds up cells, two at a time where it can.
func total(cells []uint32) (sum uint64) {
	if len(cells) > 0 && uintptr(unsafe.Pointer(&cells[0]))%8 != 0 {
		sum, cells = uint64(cells[0]), cells[1:]
	}
	if len(cells)%2 == 1 {
		sum += uint64(cells[len(cells)-1])
	}
	all := pairs(cells)
	for ; len(all) >= 4; all = all[4:] {
		a, b, c, d := all[0], all[1], all[2], all[3]
		sum += a>>32 + b>>32 + c>>32 + d>>32
		sum += a&math.MaxUint32 + b&math.MaxUint32 + c&math.MaxUint32 + d&math.MaxUint32
	}
	for _, both := range all {
		sum += both>>32 + both&math.MaxUint32
	}
	return sum
}

// pairs returns cells two by two, without the last one of an odd number.
func pairs(cells []uint32) []uint64 {
	return unsafe.Slice((*uint64)(unsafe.Pointer(unsafe.SliceData(cells))), len(cells)/2)
}

// addPairs adds live pairs of cells, and returns the union of the bits that they have.
func addPairs(to []uint64, live []atomic.Uint64) (union uint64) {
	to = to[:len(live)]
	for i := range live {
		both := live[i].Load()
		union |= both
		to[i] += both
	}
	return union
}
