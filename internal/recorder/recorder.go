// Package recorder counts whole numbers in the buckets of an HdrHistogram, from any number of goroutines at once.
package recorder

import (
	"math"
	"sync/atomic"

	"github.com/HdrHistogram/hdrhistogram-go"
)

const pageBits, pageSize = 7, 1 << 7

type page [pageSize]atomic.Uint64

// A Recorder counts values in pages that are allocated when first touched. It is safe for concurrent use:
// recording takes no lock and allocates only a page that was never touched before.
type Recorder struct {
	geometry *geometry
	digits   int
	pages    []atomic.Pointer[page]

	min, max  atomic.Int64 // of all values ever recorded; read-mostly
	low, high atomic.Uint64
}

// New returns an empty Recorder with 1 to 3 significant digits.
func New(digits int) *Recorder {
	digits = min(max(digits, 1), 3)
	g := geometryFor(digits)
	r := &Recorder{geometry: g, digits: digits, pages: make([]atomic.Pointer[page], (g.length+pageSize-1)/pageSize)}
	r.min.Store(math.MaxInt64)
	r.max.Store(-1)
	return r
}

// Record counts v. A value below 0 or above Max is counted at that end, and as clamped.
func (r *Recorder) Record(v int64) {
	if uint64(v) > Max {
		v = r.clamp(v)
	}
	// The extremes come before the count, so that a reader who sees the count sees extremes that cover it.
	if v < r.min.Load() {
		lower(&r.min, v)
	}
	if v > r.max.Load() {
		raise(&r.max, v)
	}
	i := r.geometry.index(uint64(v))
	p := r.pages[i>>pageBits].Load()
	if p == nil {
		p = r.addPage(i >> pageBits)
	}
	p[i&(pageSize-1)].Add(1)
}

func (r *Recorder) clamp(v int64) int64 {
	if v < 0 {
		r.low.Add(1)
		return 0
	}
	r.high.Add(1)
	return Max
}

func (r *Recorder) addPage(n int) *page {
	p := new(page)
	if r.pages[n].CompareAndSwap(nil, p) {
		return p
	}
	return r.pages[n].Load()
}

func lower(a *atomic.Int64, v int64) {
	for old := a.Load(); v < old; old = a.Load() {
		if a.CompareAndSwap(old, v) {
			return
		}
	}
}

func raise(a *atomic.Int64, v int64) {
	for old := a.Load(); v > old; old = a.Load() {
		if a.CompareAndSwap(old, v) {
			return
		}
	}
}

// A Reading is what a Recorder held at one moment.
type Reading struct {
	Histogram *hdrhistogram.PackedHistogram // nil when nothing was recorded
	Min, Max  int64                         // exact, of all values ever recorded
	Low, High uint64                        // values clamped to either end of the range
}

// Read returns the present counts. Its histogram is the caller's own; its total is the sum of its buckets.
func (r *Recorder) Read() Reading {
	var h *hdrhistogram.PackedHistogram
	for n := range r.pages {
		p := r.pages[n].Load()
		if p == nil {
			continue
		}
		if h == nil {
			h = NewHistogram(r.digits)
		}
		r.readPage(h, p, n<<pageBits)
	}
	if h != nil && h.TotalCount() == 0 {
		h = nil
	}
	return Reading{Histogram: h, Min: r.min.Load(), Max: r.max.Load(), Low: r.low.Load(), High: r.high.Load()}
}

func (r *Recorder) readPage(h *hdrhistogram.PackedHistogram, p *page, first int) {
	for i := range p {
		if n := p[i].Load(); n > 0 {
			// It cannot fail: every index of this geometry is in the histogram's range.
			_ = h.RecordValues(r.geometry.low(first+i), int64(min(n, math.MaxInt64)))
		}
	}
}

// NewHistogram returns an empty sparse histogram with the bucket layout of a Recorder of that many digits.
func NewHistogram(digits int) *hdrhistogram.PackedHistogram {
	return hdrhistogram.NewPacked(1, Max, digits)
}
