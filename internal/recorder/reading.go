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
func (r *Recorder) Total() (total uint64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for n := range r.pages {
		if p := r.pages[n].Load(); p != nil {
			total += sum(p, 1<<r.halfBits)
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
	for n := range r.pages {
		if p := r.pages[n].Load(); p != nil {
			r.readPage(c, cells(p, 1<<r.halfBits), n<<r.halfBits)
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

func (r *Recorder) readPage(c *Counts, p []cell, first int) {
	for i := range p {
		n := uint64(p[i].Load())
		if r.carried != nil {
			n += r.carried[first+i]
		}
		if n > 0 {
			c.push(uint16(first+i), n)
		}
	}
}
