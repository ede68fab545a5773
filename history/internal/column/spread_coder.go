package column

import (
	"math/bits"
	"slices"
	"sync"

	"github.com/binnacle-go/metrics/internal/recorder"
)

// spreadCoder is what writing and reading the spreads of a column have in common.
type spreadCoder struct {
	model    model
	widening *recorder.Coarsening
	fine     uint // log2 of a series' own buckets in a power of two
	wide     uint // of the written ones

	n, first, last uint64 // of the spread before

	buckets []uint16 // the present spread in wide buckets
	counts  []uint64
	all     []uint64 // the counts of all buckets from the first to the last, unless they are few
}

func (c *spreadCoder) begin(digits int, wide uint) {
	c.fine = recorder.Bits(digits)
	c.wide = min(wide, c.fine)
	c.widening = coarsening(digits, c.wide)
	c.model.reset(len(c.widening.First))
	c.n, c.first, c.last = 0, 0, 0
}

// nSpread is the Rice parameter for the difference of the numbers of observations of two spreads.
func (c *spreadCoder) nSpread() uint { return uint(bits.Len64(c.n)+1) / 2 }

// deviation is the relative error of the quantiles of what was written.
func (c *spreadCoder) deviation() float64 { return deviation(min(c.wide+1, c.fine)) }

// few reports whether observations are so few for the buckets that they lie in that each is a matter of chance. Then
// they are written sparsely, and nothing is learned from them.
func (c *spreadCoder) few(first, last int) bool { return c.n < max(uint64(last-first)/2, handful) }

// handful is how many observations are few wherever they lie.
const handful = 8

// fill fills in all from those that are populated.
func (c *spreadCoder) fill(first, last int) {
	c.clear(last - first + 1)
	counts := c.counts[:len(c.buckets)]
	for i, bucket := range c.buckets {
		c.all[int(bucket)-first] = counts[i]
	}
}

func (c *spreadCoder) clear(n int) {
	c.all = slices.Grow(c.all[:0], n)[:n]
	clear(c.all)
}

// done ends a spread.
func (c *spreadCoder) done() {
	first, last := int(c.buckets[0]), int(c.buckets[len(c.buckets)-1])
	if !c.few(first, last) {
		c.model.learn(first, c.all, c.n)
	}
	c.first, c.last = uint64(first), uint64(last)
}

// widenings are made when first needed: there are few.
var widenings sync.Map

func coarsening(digits int, wide uint) *recorder.Coarsening {
	key := [2]int{digits, int(wide)}
	if found, ok := widenings.Load(key); ok {
		return found.(*recorder.Coarsening)
	}
	made, _ := widenings.LoadOrStore(key, recorder.NewCoarsening(digits, wide))
	return made.(*recorder.Coarsening)
}
