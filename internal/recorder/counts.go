package recorder

import (
	"math"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/HdrHistogram/hdrhistogram-go"
)

// Counts are what the buckets of a Recorder hold, or those of several together. They never change. Nil Counts are empty.
//
// They have one of two forms. Sparse ones list the populated buckets. Dense ones are pages as the Recorder has them: where
// many buckets are populated, they are smaller, and much faster to read and to compare.
type Counts struct {
	digits int
	total  uint64
	pages  uint64 // dense: a bit for each page

	// Of dense counts that were read after earlier ones:
	grown  []growth // since the reading before
	number uint64   // of the reading
	since  uint64   // number of the reading before
	trail  *trail   // tells the cells
	passed int      // how far it went

	cells atomic.Pointer[[]uint32] // dense: those of the pages, one page after another; nil if they are still to be told

	index []uint16 // sparse: the populated buckets, rising
	count []uint64 // sparse: none is zero
}

// Digits returns the significant digits.
func (c *Counts) Digits() int { return c.digits }

// Total returns the sum of all buckets.
func (c *Counts) Total() uint64 {
	if c == nil {
		return 0
	}
	return c.total
}

// Bucket is a range of values, from Low up to but not including Low+Width, and how often they were counted.
type Bucket struct {
	Low, Width int64
	Count      uint64
}

// Middle is the value that stands for the bucket in sums.
func (b Bucket) Middle() int64 { return b.Low + b.Width/2 }

// Each calls yield for the populated buckets in rising order until it returns false.
func (c *Counts) Each(yield func(Bucket) bool) {
	if c == nil {
		return
	}
	g := geometryFor(c.digits)
	for index, n := range c.all {
		low, width := g.bounds(index)
		if !yield(Bucket{Low: low, Width: width, Count: n}) {
			return
		}
	}
}

// all calls yield for the index and the count of each populated bucket, in rising order, until it returns false.
func (c *Counts) all(yield func(index uint16, n uint64) bool) {
	for i, index := range c.index {
		if !yield(index, c.count[i]) {
			return
		}
	}
	for p := range c.eachPage {
		for i, n := range p.cells {
			if n > 0 && !yield(uint16(p.first+i), uint64(n)) {
				return
			}
		}
	}
}

// Bounds returns the lowest and the highest value that the outermost buckets may have counted.
func (c *Counts) Bounds() (lowest, highest int64) {
	g := geometryFor(c.digits)
	first, last := c.outermost()
	lowest, _ = g.bounds(first)
	highest, width := g.bounds(last)
	return lowest, highest + width - 1
}

// outermost returns the first and the last populated bucket.
func (c *Counts) outermost() (first, last uint16) {
	if c.pages == 0 {
		return c.index[0], c.index[len(c.index)-1]
	}
	cells := c.dense()
	begin, end := 0, len(cells)-1
	for cells[begin] == 0 {
		begin++
	}
	for cells[end] == 0 {
		end--
	}
	return c.indexOf(begin), c.indexOf(end)
}

func (c *Counts) push(index uint16, n uint64) {
	c.index = append(c.index, index)
	c.count = append(c.count, n)
	c.total += n
}

// compact returns the counts that fill pushes, in no more memory than they need; nil if there are none.
func compact(digits int, fill func(*Counts)) *Counts {
	c := scratch.Get().(*Counts)
	defer scratch.Put(c)
	*c = Counts{digits: digits, index: c.index[:0], count: c.count[:0]}
	fill(c)
	if c.total == 0 {
		return nil
	}
	return &Counts{digits: digits, index: slices.Clone(c.index), count: slices.Clone(c.count), total: c.total}
}

// Convert returns the counts with other values: each bucket's middle goes through f, and what f returns is counted.
func (c *Counts) Convert(digits int, f func(int64) int64) *Counts {
	var r Recorder
	r.Init(digits)
	c.Each(func(b Bucket) bool {
		r.RecordN(f(b.Middle()), b.Count)
		return true
	})
	return r.Read().Counts
}

// dense holds histograms of hdrhistogram-go to pass counts through, by digits.
var dense = [...]sync.Pool{{New: newDense(1)}, {New: newDense(2)}, {New: newDense(3)}}

func newDense(digits int) func() any {
	return func() any { return hdrhistogram.New(1, Max, digits) }
}

// Packed returns the counts as a sparse histogram of hdrhistogram-go, which knows how to encode itself.
func (c *Counts) Packed() *hdrhistogram.PackedHistogram {
	pool := &dense[c.digits-1]
	h := pool.Get().(*hdrhistogram.Histogram)
	defer pool.Put(h)
	h.Reset()
	c.AddTo(h)
	p := hdrhistogram.NewPacked(1, Max, c.digits)
	p.MergeFrom(h)
	return p
}

// AddTo counts everything into a histogram of the same digits.
func (c *Counts) AddTo(h *hdrhistogram.Histogram) {
	c.Each(func(b Bucket) bool {
		// It fails only when all counts together exceed 2^63-1: centuries away.
		_ = h.RecordValues(b.Low, int64(min(b.Count, math.MaxInt64)))
		return true
	})
}
