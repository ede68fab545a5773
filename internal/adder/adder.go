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

// Add adds d. The sum wraps past 2^64-1.
func (a *Adder) Add(d uint64) {
	if s := a.wide.Load(); s != nil {
		s.add(d)
		return
	}
	if sum := a.n.Add(d); stripe.Sampled(sum) && contended(&a.n) {
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
