package column

import "slices"

// spreadReader reads the spreads of a column.
type spreadReader struct {
	spreadCoder
	arena *Arena // for the spreads
}

// read reads the next spread. What is not a spread makes r bad.
func (c *spreadReader) read(r *bitReader, shape Shape) Spread {
	c.n += unzigzag(r.rice(c.nSpread()))
	if c.n == 0 || r.bad {
		return Spread{}
	}
	first := c.first + unzigzag(r.gamma()-1)
	last := c.last + unzigzag(r.gamma()-1)
	low, high := r.get(c.fine-c.wide), r.get(c.fine-c.wide)
	if first > last || last >= uint64(len(c.widening.First)) {
		r.bad = true
		return Spread{}
	}
	c.buckets, c.counts = c.buckets[:0], c.counts[:0]
	if c.few(int(first), int(last)) {
		c.readSparse(r, first, last)
	} else if r.flag() {
		c.readSparse(r, first, last)
		c.fill(int(first), int(last))
	} else {
		c.readDense(r, int(first), int(last))
	}
	if r.bad || len(c.buckets) == 0 || uint64(c.buckets[0]) != first || uint64(c.buckets[len(c.buckets)-1]) != last {
		r.bad = true
		return Spread{}
	}
	c.done()
	return c.spread(shape, low, high)
}

func (c *spreadReader) push(bucket int, n uint64) {
	c.buckets, c.counts = append(c.buckets, uint16(bucket)), append(c.counts, n)
}

func (c *spreadReader) readSparse(r *bitReader, first, last uint64) {
	k := uint(r.get(4))
	most := int(min(c.n, last-first+1))
	c.buckets, c.counts = slices.Grow(c.buckets, most), slices.Grow(c.counts, most)
	n := r.gamma()
	for bucket, left := first, c.n; ; {
		if n > left || n == 0 || r.bad {
			r.bad = true
			return
		}
		c.push(int(bucket), n)
		if left -= n; left == 0 {
			return
		}
		var step uint64
		step, n = r.riceAndGamma(k)
		if step >= last-bucket { // the next one would lie behind the last
			r.bad = true
			return
		}
		bucket += step + 1
	}
}

func (c *spreadReader) readDense(r *bitReader, first, last int) {
	boost := uint(r.get(2))
	ratio := c.model.ratio(c.n)
	left, before := c.n, uint64(0)
	c.clear(last - first + 1)
	for i := first; i <= last && !r.bad; i++ {
		expected := c.model.expect(ratio, i, before)
		certain := i == first || i == last
		if !certain && before == 0 && expected < 4 {
			run := r.gamma() - 1
			if run > uint64(last-i) {
				r.bad = true
				return
			}
			i, certain = i+int(run), true
			expected = c.model.expect(ratio, i, before)
		}
		mean, more := (expected+8)>>4, uint64(0)
		if certain {
			mean, more = mean-min(mean, 1), 1
		}
		before = unfold(r.rice(spreadOf(expected)+boost), mean) + more
		if before > left {
			r.bad = true
			return
		}
		if before > 0 {
			c.all[i-first] = before
			c.push(i, before)
			left -= before
		}
	}
	r.bad = r.bad || left > 0
}

// spread puts each wide bucket where the bucket that stands for it lies.
func (c *spreadReader) spread(shape Shape, low, high uint64) Spread {
	s := Spread{Shape: shape, Deviation: c.deviation()}
	s.Index, s.Count = c.arena.grow(len(c.buckets))
	copy(s.Count, c.counts)
	for i, bucket := range c.buckets {
		s.Index[i] = c.widening.Stand[bucket]
	}
	c.arena.keep(len(c.buckets))
	// Within a wide bucket there are no more than 2^(fine-wide) others, and fewer among the lowest values.
	top := uint64(len(c.widening.Wide) - 1)
	s.Min = uint16(min(uint64(c.widening.First[c.buckets[0]])+low, top))
	s.Max = uint16(min(uint64(c.widening.First[c.buckets[len(c.buckets)-1]])+high, top))
	return s
}
