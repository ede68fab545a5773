// Package recorder counts whole numbers in the buckets of an HdrHistogram, from any number of goroutines at once.
package recorder

import (
	"math"
	"math/bits"
	"sync"
	"sync/atomic"
)

const pageBits, pageSize = 7, 1 << 7

// page is a run of counts. They have 32 bits to save memory; what they cannot hold is carried over.
type page [pageSize]atomic.Uint32

// carryAt is the count from which on a cell is carried over, at half its range: long before it could wrap.
const carryAt = 1 << 31

// maxAdd is the most that is added to a cell at once, so that it cannot wrap while a carry is left to later calls.
const maxAdd = 1 << 8

// A Recorder counts values in pages that are allocated when first touched. It is safe for concurrent use: recording
// is one atomic add, takes no lock and allocates only a page that was never touched before. Make one with Init.
type Recorder struct {
	pages    []atomic.Pointer[page]
	mask     uint64 // of the geometry, kept at hand
	halfBits uint8
	digits   uint8

	min, max  atomic.Int64 // of all values ever recorded; read-mostly
	low, high atomic.Uint64

	mu      sync.Mutex     // held by readers and while a count is carried over, so that no reader sees half of it
	carried map[int]uint64 // by index: what was taken out of the cells
}

// Init makes an empty Recorder with 1 to 3 significant digits, before anything else is done with it.
func (r *Recorder) Init(digits int) {
	digits = min(max(digits, 1), 3)
	g := geometryFor(digits)
	r.pages = make([]atomic.Pointer[page], (g.length+pageSize-1)/pageSize)
	r.mask, r.halfBits, r.digits = g.mask, uint8(g.halfBits), uint8(digits)
	r.min.Store(math.MaxInt64)
	r.max.Store(-1)
}

// Record counts v. A value below 0 or above Max is counted at that end, and as clamped.
func (r *Recorder) Record(v int64) {
	if uint64(v) > Max {
		v = r.clamp(v, 1)
	}
	// The extremes come before the count, so that a reader who sees the count sees extremes that cover it.
	if v < r.min.Load() {
		lower(&r.min, v)
	}
	if v > r.max.Load() {
		raise(&r.max, v)
	}
	// This is geometry.index, with what it needs at hand.
	shift := (uint(bits.Len64(uint64(v)|r.mask)) - uint(r.halfBits) - 1) & 63
	i := uint(uint64(shift)<<(r.halfBits&63) + uint64(v)>>shift)
	p := r.pages[i>>pageBits].Load()
	if p == nil {
		r.add(int(i), 1)
		return
	}
	if p[i&(pageSize-1)].Add(1) >= carryAt {
		r.carry(int(i))
	}
}

// carry empties a cell that has got too large. If a reader or another carry is at work it leaves that to the next
// call for the cell, since recording never waits.
func (r *Recorder) carry(i int) {
	if !r.mu.TryLock() {
		return
	}
	defer r.mu.Unlock()
	cell := &r.pages[i>>pageBits].Load()[i&(pageSize-1)]
	if n := cell.Load(); n >= carryAt {
		r.carryOver(i, uint64(n))
		cell.Add(-n)
	}
}

// carryOver counts n beside the cells. The caller holds the lock.
func (r *Recorder) carryOver(i int, n uint64) {
	if r.carried == nil {
		r.carried = map[int]uint64{}
	}
	r.carried[i] += n
}

// add counts n at an index whose page may not exist yet.
func (r *Recorder) add(i int, n uint64) {
	p := r.pages[i>>pageBits].Load()
	if p == nil {
		p = r.addPage(i >> pageBits)
	}
	if n > maxAdd {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.carryOver(i, n)
	} else if p[i&(pageSize-1)].Add(uint32(n)) >= carryAt {
		r.carry(i)
	}
}

func (r *Recorder) clamp(v int64, n uint64) int64 {
	if v < 0 {
		r.low.Add(n)
		return 0
	}
	r.high.Add(n)
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
