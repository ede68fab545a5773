package recorder

import (
	"math"
	"slices"
	"sync"

	"github.com/HdrHistogram/hdrhistogram-go"
)

// Counts are the populated buckets of a Recorder, or of several together. They never change. Nil Counts are empty.
type Counts struct {
	digits int
	index  []uint16 // rising
	count  []uint64 // none is zero
	total  uint64
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
	for i, index := range c.index {
		low, width := g.bounds(index)
		if !yield(Bucket{Low: low, Width: width, Count: c.count[i]}) {
			return
		}
	}
}

// Bounds returns the lowest and the highest value that the outermost buckets may have counted.
func (c *Counts) Bounds() (lowest, highest int64) {
	g := geometryFor(c.digits)
	lowest, _ = g.bounds(c.index[0])
	highest, width := g.bounds(c.index[len(c.index)-1])
	return lowest, highest + width - 1
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

// Sub returns what is in c beyond an earlier state of the same counts.
func (c *Counts) Sub(earlier *Counts) *Counts {
	if c == nil || earlier == nil || c.digits != earlier.digits {
		return c
	}
	if c.total == earlier.total {
		return nil // counts never fall
	}
	return compact(c.digits, func(out *Counts) {
		k := 0
		for i, index := range c.index {
			for k < len(earlier.index) && earlier.index[k] < index {
				k++
			}
			n := c.count[i]
			if k < len(earlier.index) && earlier.index[k] == index {
				n -= min(earlier.count[k], n)
			}
			if n > 0 {
				out.push(index, n)
			}
		}
	})
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
