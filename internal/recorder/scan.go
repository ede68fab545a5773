package recorder

// A Scan walks over counts once to answer questions that come in rising order. Those that do not are answered too,
// from the beginning again.
type Scan struct {
	counts *Counts
	next   int    // position of the first bucket, or cell, that is not passed
	passed uint64 // total of those that are
}

// block is how many buckets are passed at once.
const block = 8

func sumOf(c *[block]uint64) uint64 {
	return c[0] + c[1] + c[2] + c[3] + c[4] + c[5] + c[6] + c[7]
}

// Scan begins to walk over the counts, which are not empty.
func (c *Counts) Scan() Scan { return Scan{counts: c} }

// AtOrBelow returns how many values are in buckets that begin at or below v.
func (s *Scan) AtOrBelow(v int64) uint64 {
	if v < 0 {
		return 0
	}
	last := geometryFor(s.counts.digits).index(uint64(v))
	if s.counts.pages != 0 {
		return s.passCells(s.counts.cellsUpTo(last))
	}
	index := s.counts.index
	count := s.counts.count[:len(index)]
	i, passed := s.next, s.passed
	if i > 0 && int(index[i-1]) > last {
		i, passed = 0, 0
	}
	for i+block <= len(index) && int(index[i+block-1]) <= last {
		passed += sumOf((*[block]uint64)(count[i:]))
		i += block
	}
	for ; i < len(index) && int(index[i]) <= last; i++ {
		passed += count[i]
	}
	s.next, s.passed = i, passed
	return passed
}

// Quantile returns the highest value of the bucket in which the share q of all values is reached, the lowest of the
// first bucket for q = 0: hdrhistogram-go's ValueAtPercentile, but without its histogram and from where the quantile
// before was. q is from 0 to 1.
func (s *Scan) Quantile(q float64) int64 {
	rank := s.counts.rank(q)
	index := s.rankCell
	if s.counts.pages == 0 {
		index = s.rankBucket
	}
	low, width := geometryFor(s.counts.digits).bounds(index(rank))
	if q == 0 {
		return low
	}
	return low + width - 1
}

// rankBucket returns the bucket of the value with a rank in sparse counts.
func (s *Scan) rankBucket(rank uint64) uint16 {
	count := s.counts.count
	i, passed := s.next, s.passed
	if passed >= rank {
		i, passed = 0, 0
	}
	for i+block <= len(count) {
		n := sumOf((*[block]uint64)(count[i:]))
		if passed+n >= rank {
			break
		}
		passed += n
		i += block
	}
	for passed+count[i] < rank {
		passed += count[i]
		i++
	}
	s.next, s.passed = i, passed
	return s.counts.index[i]
}

// rank returns which of the values in rising order, from 1 on, is the quantile q, as hdrhistogram-go rounds it.
func (c *Counts) rank(q float64) uint64 {
	total := float64(c.total)
	rank := q*100/100*total + 0.5 // q as a percentage and back, since that is how hdrhistogram-go gets it
	switch {
	case !(rank >= 1):
		return 1
	case rank >= total:
		return c.total
	}
	return uint64(rank)
}
