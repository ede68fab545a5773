// Package adder adds up numbers from any number of goroutines: in one word as long as they do not meet there, and in
// several once they do.
package adder

import (
	"sync/atomic"

	"github.com/binnacle-go/metrics/internal/stripe"
)

// An Adder is a sum that only rises. It takes 16 bytes until goroutines are seen to contend for it. The zero Adder is
// ready for use. It is safe for concurrent use; adding takes no lock, and allocates once in the Adder's life at most.
type Adder struct {
	// The cold pointer comes first: checking an *Adder for nil reads the first byte, which must not be a hot one.
	wide atomic.Pointer[stripes]
	n    atomic.Uint64
}

// watchEvery is after how many counts of one Inc looks whether others count at the same time.
const watchEvery = 1 << 10

// Inc is Add(1) at a little less cost.
func (a *Adder) Inc() {
	if s := a.wide.Load(); s != nil || a.n.Add(1)%watchEvery == 0 {
		a.incSlowly(s)
	}
}

// incSlowly adds one to the stripes, or watches where there are none and the one is added.
func (a *Adder) incSlowly(s *stripes) {
	if s != nil {
		s.add(1)
	} else {
		a.watch()
	}
}

// Add adds d. The sum wraps past 2^64-1.
func (a *Adder) Add(d uint64) {
	if s := a.wide.Load(); s != nil {
		s.add(d)
	} else if stripe.Sampled(a.n.Add(d)) {
		a.watch()
	}
}

// watch makes the adder wide if goroutines contend for it.
func (a *Adder) watch() {
	if contended(&a.n) {
		a.wide.CompareAndSwap(nil, newStripes())
	}
}

// Sum returns the sum. One goroutine never sees it fall.
func (a *Adder) Sum() uint64 {
	sum := a.n.Load()
	if s := a.wide.Load(); s != nil {
		sum += s.sum()
	}
	return sum
}
