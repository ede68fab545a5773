package recorder

import (
	"math"
	"math/bits"
	"slices"
	"sync"
)

// A Reading is what a Recorder held at one moment.
type Reading struct {
	Counts    *Counts // nil when nothing was recorded
	Min, Max  int64   // exact, of all values ever recorded
	Low, High uint64  // values clamped to either end of the range
}

// scratch holds Counts that are filled and copied, so that a reading allocates no more than it keeps.
var scratch = sync.Pool{New: func() any { return new(Counts) }}

// Total returns how many values were recorded, much faster than Read.
func (r *Recorder) Total() uint64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.total()
}

// total adds up all cells. The caller holds the lock.
func (r *Recorder) total() (total uint64) {
	total = r.pages.total(1 << r.halfBits)
	if s := r.wide.Load(); s != nil {
		for i := range s.of {
			total += s.of[i].total(1 << r.halfBits)
		}
	}
	for _, count := range r.carried {
		total += count
	}
	return total
}

// Clamped returns how many values were beyond either end of the range.
func (r *Recorder) Clamped() (low, high uint64) { return r.low.Load(), r.high.Load() }

// Read returns the present counts, in time proportional to the pages that were ever touched.
func (r *Recorder) Read() Reading { return r.ReadAfter(nil) }

// ReadAfter does as Read, given the counts of an earlier reading or nil: these are returned if nothing has changed, and
// make it faster else.
func (r *Recorder) ReadAfter(earlier *Counts) Reading {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := Reading{Counts: r.countsAfter(earlier)}
	// The extremes come behind the counts, which they cover then.
	out.Min, out.Max = r.min.Load(), r.max.Load()
	out.Low, out.High = r.Clamped()
	return out
}

// countsAfter reads the counts. The caller holds the lock.
func (r *Recorder) countsAfter(earlier *Counts) *Counts {
	touched := r.touched()
	plain := r.carried == nil
	if plain && earlier != nil && earlier.pages == touched && r.wide.Load() == nil {
		return r.advance(earlier)
	}
	total := r.total()
	if total == earlier.Total() {
		return earlier
	}
	if plain && total >= uint64(bits.OnesCount64(touched))<<r.halfBits/thin {
		if c := r.dense(touched); c != nil {
			return c
		}
	}
	return compact(r.digits(), r.pushAll)
}

// thin is from how many cells for each value on counts are kept sparse.
const thin = 4

// touched returns the set of all pages.
func (r *Recorder) touched() uint64 {
	set := r.pages.touch(0)
	if s := r.wide.Load(); s != nil {
		for i := range s.of {
			set = s.of[i].touch(set)
		}
	}
	return set
}

// dense reads the cells of pages, nil if what shards hold together may not fit into cells.
func (r *Recorder) dense(touched uint64) *Counts {
	var room [1 + maxShards]*cell
	half := 1 << r.halfBits / 2
	cells := make([]uint32, bits.OnesCount64(touched)<<r.halfBits)
	rest := pairs(cells)
	for set := touched; set != 0; set &= set - 1 {
		same, union := r.pagesOf(bits.TrailingZeros64(set), room[:0]), uint64(0)
		for _, p := range same {
			union |= addPairs(rest[:half], livePairs(p, 2*half))
		}
		if len(same) > 1 && union&tooLarge != 0 {
			return nil
		}
		rest = rest[half:]
	}
	out := &Counts{digits: r.digits(), pages: touched, total: total(cells)}
	out.cells.Store(&cells)
	return out
}

// tooLarge are the bits of a pair of cells of which a few may overflow when they are added up.
const tooLarge = (math.MaxUint32 << 27 & math.MaxUint32) * (1<<32 + 1)

// pagesOf appends the pages of one power of two.
func (r *Recorder) pagesOf(n int, out []*cell) []*cell {
	if p := r.pages[n].Load(); p != nil {
		out = append(out, p)
	}
	if s := r.wide.Load(); s != nil {
		for i := range s.of {
			if p := s.of[i][n].Load(); p != nil {
				out = append(out, p)
			}
		}
	}
	return out
}

// pushAll reads the populated buckets. The caller holds the lock.
func (r *Recorder) pushAll(c *Counts) {
	var room [1 + maxShards]*cell
	for n := range r.pages {
		same := r.pagesOf(n, room[:0])
		switch {
		case len(same) == 0: // what is carried over comes from a page
		case len(same) == 1 && r.carried == nil:
			c.pushPage(same[0], n<<r.halfBits, 1<<r.halfBits)
		default:
			r.pushPages(c, same, n)
		}
	}
}

// pushPage reads a page whose first bucket has the given index. It writes every cell and keeps those that are not empty,
// which spares a branch that no processor can predict.
func (c *Counts) pushPage(p *cell, first, cells int) {
	c.index, c.count = slices.Grow(c.index, cells), slices.Grow(c.count, cells)
	index, count := c.index[len(c.index):][:cells], c.count[len(c.count):][:cells]
	kept := 0
	for i := range cells {
		n := uint64(at(p, uint(i)).Load())
		index[kept], count[kept] = uint16(first+i), n
		c.total += n
		if n > 0 {
			kept++
		}
	}
	c.index, c.count = c.index[:len(c.index)+kept], c.count[:len(c.count)+kept]
}

// pushPages reads the n-th page of each set, and what was carried over from them.
func (r *Recorder) pushPages(c *Counts, same []*cell, n int) {
	first := n << r.halfBits
	for i := range 1 << r.halfBits {
		count := r.carried[first+i]
		for _, p := range same {
			count += uint64(at(p, uint(i)).Load())
		}
		if count > 0 {
			c.push(uint16(first+i), count)
		}
	}
}
