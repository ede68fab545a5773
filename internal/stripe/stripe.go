// Package stripe shares goroutines out among several words, so that those that update the same thing at the same time
// do not meet in one word. A thing is best kept in one word until contention is seen.
package stripe

import (
	"math/bits"
	"runtime"
	"sync/atomic"
	"unsafe"
)

// hashFactor is 2^64 divided by the golden ratio: multiplying by it spreads neighbours over the high bits.
const hashFactor = 0x9E3779B97F4A7C15

// maxMoves bounds how often goroutines are shared out anew, for where there are many some always meet.
const maxMoves = 64

// A Chooser tells a goroutine which of several stripes is its own. It is safe for concurrent use after Init.
type Chooser struct {
	factor atomic.Uint64 // of the hash that shares goroutines out; odd
	moves  atomic.Uint32
	shift  uint8 // leaves as many bits of a hash as there are stripes
}

// Count returns how many stripes are good when so many are wanted for each processor, but no more than limit: a power of
// two, at least 2.
func Count(perProcessor, limit int) int {
	n := max(min(perProcessor*runtime.GOMAXPROCS(0), limit), 2)
	return 1 << bits.Len(uint(n-1))
}

// Init makes a Chooser among n stripes, a power of two from 2 on.
func (c *Chooser) Init(n int) {
	c.shift = uint8(65 - bits.Len(uint(n)))
	c.factor.Store(hashFactor)
}

// Mine returns the index of the calling goroutine's stripe, which stays the same for a while.
func (c *Chooser) Mine() uint64 { return here() * c.factor.Load() >> (c.shift & 63) }

// Move shares the goroutines out in another way, since two of them meet all the time. It does so a few dozen times.
func (c *Chooser) Move() {
	if c.moves.Add(1) <= maxMoves {
		c.factor.Store(c.factor.Load()*hashFactor | 1)
	}
}

// Sampled chooses about one of 1,024 counts, whatever the steps between them are: the moments to look for contention.
func Sampled(count uint64) bool { return count*hashFactor>>54 == 0 }

// here returns a number that stays the same in one goroutine, or nearly so, and differs between goroutines: where its
// stack lies, in units of the smallest stack.
func here() uint64 {
	var local byte
	return uint64(uintptr(unsafe.Pointer(&local))) >> 11
}
