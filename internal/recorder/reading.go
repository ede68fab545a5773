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

// Total returns how many values were recorded, much faster than Read.
func (r *Recorder) Total() uint64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	var in totals
	return r.total(&in)
}

// totals are the values counted by the pages of each power of two, without those that were carried over.
type totals [maxPages]uint64

// total adds up all cells. The caller holds the lock.
func (r *Recorder) total(in *totals) (total uint64) {
	total = r.pages.addTo(in, 1<<r.halfBits)
	if s := r.wide.Load(); s != nil {
		for i := range s.of {
			total += s.of[i].addTo(in, 1<<r.halfBits)
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

// ReadAfter does as Read, given the counts of an earlier reading or nil. What has not changed since is taken from there:
// the counts themselves if nothing has.
func (r *Recorder) ReadAfter(earlier *Counts) Reading {
	r.mu.Lock()
	defer r.mu.Unlock()
	var in totals
	out := Reading{Counts: earlier}
	if total := r.total(&in); total != earlier.Total() {
		out.Counts = r.counts(earlier, &in)
	}
	// The extremes come behind the counts, which they cover then.
	out.Min, out.Max = r.min.Load(), r.max.Load()
	out.Low, out.High = r.Clamped()
	return out
}

// counts reads all cells of the pages whose totals are not what they were. The caller holds the lock.
func (r *Recorder) counts(earlier *Counts, in *totals) *Counts {
	c := scratch.Get().(*Counts)
	defer scratch.Put(c)
	*c = Counts{index: c.index[:0], count: c.count[:0]}
	var room [1 + maxShards]*cell
	var before Counts // what is left of the earlier counts
	if earlier != nil {
		before = *earlier
	}
	for n := range r.pages {
		old := before.cut((n + 1) << r.halfBits)
		switch same := r.pagesOf(n, room[:0]); {
		case len(same) == 0:
		case r.carried != nil:
			r.readPages(c, same, n)
		case old.total == in[n]: // cells never fall, so that none has changed
			c.append(&old)
		case len(same) == 1:
			c.pushPage(same[0], n<<r.halfBits, 1<<r.halfBits)
		default:
			r.readPages(c, same, n)
		}
	}
	return c.kept(r.digits(), earlier)
}

// cut takes off the buckets whose indexes are below end.
func (c *Counts) cut(end int) (off Counts) {
	n, total := 0, uint64(0)
	for n < len(c.index) && int(c.index[n]) < end {
		total += c.count[n]
		n++
	}
	off = Counts{index: c.index[:n], count: c.count[:n], total: total}
	c.index, c.count = c.index[n:], c.count[n:]
	return off
}

func (c *Counts) append(other *Counts) {
	c.index = append(c.index, other.index...)
	c.count = append(c.count, other.count...)
	c.total += other.total
}

// kept returns a copy in no more memory than it needs. It shares the indexes of earlier counts if they are the same ones.
func (c *Counts) kept(digits int, earlier *Counts) *Counts {
	out := &Counts{digits: digits, count: slices.Clone(c.count), total: c.total}
	if earlier != nil && slices.Equal(c.index, earlier.index) {
		out.index = earlier.index
	} else {
		out.index = slices.Clone(c.index)
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
