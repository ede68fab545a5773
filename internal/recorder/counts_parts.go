package recorder

// Buckets returns the number of buckets that there are at 1 to 3 significant digits.
func Buckets(digits int) int { return geometryFor(digits).length }

// Parts returns the indexes of the populated buckets, rising, and their counts. Nobody may change them.
func (c *Counts) Parts() (index []uint16, count []uint64) {
	if c == nil {
		return nil, nil
	}
	if c.pages == 0 {
		return c.index, c.count
	}
	c = compact(c.digits, c.pushAll)
	return c.index, c.count
}

// pushAll adds all populated buckets to sparse counts.
func (c *Counts) pushAll(out *Counts) {
	for index, n := range c.all {
		out.push(index, n)
	}
}

// NewCounts makes Counts of populated buckets: their indexes, rising and below Buckets(digits), and as many counts,
// none of them zero. It keeps both slices.
func NewCounts(digits int, index []uint16, count []uint64) *Counts {
	out := &Counts{digits: digits, index: index, count: count}
	for _, n := range count {
		out.total += n
	}
	if out.total == 0 {
		return nil
	}
	return out
}

// BucketOf returns the index of the bucket that counts a value from 0 to Max.
func BucketOf(digits int, v int64) int { return geometryFor(digits).index(uint64(v)) }

// Span returns the lowest value of a bucket, and how many there are in it.
func Span(digits, index int) (low, width int64) { return geometryFor(digits).bounds(uint16(index)) }
