// Package recorder counts whole numbers in the buckets of an HdrHistogram, from any number of goroutines at once.
package recorder

import (
	"math"
	"sync"
	"sync/atomic"
)

// carryAt is the count from which on a cell is carried over, at half its range: long before it could wrap.
const carryAt = 1 << 31

// lookEvery is after how many counts in a cell it is looked after. carryAt is a multiple of it.
const lookEvery = 1 << 10

// maxAdd is the most that is added to a cell at once, so that it cannot wrap while a carry is left to later calls.
const maxAdd = 1 << 8

// A Recorder counts values in pages that are allocated when first touched. It is safe for concurrent use: recording
// is one atomic add, takes no lock and allocates only a page that was never touched before. Make one with Init.
type Recorder struct {
	low, high atomic.Uint64  // clamped values
	mu        sync.Mutex     // held by readers and while a count is carried over, so that no reader sees half of it
	carried   map[int]uint64 // by index: what was taken out of the cells

	halfBits uint8
	min, max atomic.Int64 // of all values ever recorded; read-mostly
	wide     atomic.Pointer[shards]
	pages    pages
}

// Init makes an empty Recorder with 1 to 3 significant digits, before anything else is done with it.
func (r *Recorder) Init(digits int) {
	r.halfBits = uint8(geometryFor(digits).halfBits)
	r.min.Store(math.MaxInt64)
	r.max.Store(-1)
}

func (r *Recorder) digits() int { return digitsOf(uint(r.halfBits)) }

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
	var n, i uint
	if r.halfBits == defaultHalfBits { // known to the compiler, the place is computed while the loads are under way
		n, i = place(uint64(v), defaultHalfBits)
	} else {
		n, i = place(uint64(v), uint(r.halfBits))
	}
	all := &r.pages
	if w := r.wide.Load(); w != nil {
		all = w.mine()
	}
	p := all[n].Load()
	if p == nil {
		r.add(all, n, i, 1)
		return
	}
	if at(p, i).Add(1)%lookEvery == 0 {
		r.lookAfter(p, n, i)
	}
}

// lookAfter does what is due once in a while: it carries over what is too large, and has goroutines that meet in a page
// go to different ones.
func (r *Recorder) lookAfter(p *cell, n, i uint) {
	if at(p, i).Load() >= carryAt {
		r.carry(p, n, i)
	}
	if contended(p, 1<<r.halfBits) {
		r.widen()
	}
}

// carry empties a cell that has got too large. If a reader or another carry is at work it leaves that to the next
// call for the cell, since recording never waits.
func (r *Recorder) carry(p *cell, n, i uint) {
	if !r.mu.TryLock() {
		return
	}
	defer r.mu.Unlock()
	c := at(p, i)
	if count := c.Load(); count >= carryAt {
		r.carryOver(n, i, uint64(count))
		c.Add(-count)
	}
}

// carryOver counts beside the cells. The caller holds the lock.
func (r *Recorder) carryOver(n, i uint, count uint64) {
	if r.carried == nil {
		r.carried = map[int]uint64{}
	}
	r.carried[int(n<<r.halfBits+i)] += count
}

// add counts at a place whose page may not exist yet.
func (r *Recorder) add(all *pages, n, i uint, count uint64) {
	p := all[n].Load()
	if p == nil {
		p = all.add(n, 1<<r.halfBits)
	}
	if count > maxAdd {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.carryOver(n, i, count)
	} else if at(p, i).Add(uint32(count)) >= carryAt {
		r.carry(p, n, i)
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
