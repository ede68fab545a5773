package recorder

import (
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

// Total returns how many values were recorded, much faster than Read. As long as it stays the same, so do the counts.
func (r *Recorder) Total() uint64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	total := r.pages.sum(1 << r.halfBits)
	if s := r.wide.Load(); s != nil {
		for i := range s.of {
			total += s.of[i].sum(1 << r.halfBits)
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
func (r *Recorder) Read() Reading {
	c := scratch.Get().(*Counts)
	defer scratch.Put(c)
	r.mu.Lock()
	defer r.mu.Unlock()
	*c = Counts{index: c.index[:0], count: c.count[:0]}
	var room [1 + maxShards]*cell
	for n := range r.pages {
		switch same := r.pagesOf(n, room[:0]); {
		case len(same) == 1 && r.carried == nil:
			c.pushPage(same[0], n<<r.halfBits, 1<<r.halfBits)
		case len(same) > 0:
			r.readPages(c, same, n)
		}
	}
	out := Reading{Min: r.min.Load(), Max: r.max.Load(), Low: r.low.Load(), High: r.high.Load()}
	if c.total > 0 {
		out.Counts = &Counts{
			digits: r.digits(), index: slices.Clone(c.index), count: slices.Clone(c.count), total: c.total,
		}
	}
	return out
}

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

// pushPage counts what is in a page whose first bucket has the given index. It writes every cell and keeps those that are
// not empty, which spares a branch that no processor can predict.
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

// readPages counts what is in the n-th page of each set.
func (r *Recorder) readPages(c *Counts, same []*cell, n int) {
	first := n << r.halfBits
	for i := range 1 << r.halfBits {
		count := uint64(0)
		for _, p := range same {
			count += uint64(at(p, uint(i)).Load())
		}
		if r.carried != nil {
			count += r.carried[first+i]
		}
		if count > 0 {
			c.push(uint16(first+i), count)
		}
	}
}
