package adder

import (
	"math/bits"
	"runtime"
	"sync/atomic"
	"unsafe"
)

// stripesPerProcessor makes it rare that two of the goroutines that run at one time share a stripe.
const stripesPerProcessor = 4

// maxMoves bounds how often goroutines are shared out anew, for where there are many some always meet.
const maxMoves = 64

// stripes are words that goroutines share out among themselves.
type stripes struct {
	factor atomic.Uint64 // of the hash that shares them out; odd
	moves  atomic.Uint32
	shift  uint8 // leaves as many bits of a hash as there are stripes
	of     []stripe
}

// A stripe has two cache lines for itself, since processors fetch them in pairs.
type stripe struct {
	n atomic.Uint64
	_ [120]byte
}

func newStripes() *stripes {
	n := bits.Len(uint(stripesPerProcessor*runtime.GOMAXPROCS(0) - 1))
	s := &stripes{shift: uint8(64 - n), of: make([]stripe, 1<<n)}
	s.factor.Store(hashFactor)
	return s
}

func (s *stripes) add(d uint64) {
	mine := &s.of[here()*s.factor.Load()>>(s.shift&63)].n
	if sum := mine.Add(d); sampled(sum) && contended(mine) {
		s.move()
	}
}

// move shares the goroutines out in another way, since two of them meet all the time.
func (s *stripes) move() {
	if s.moves.Add(1) <= maxMoves {
		s.factor.Store(s.factor.Load()*hashFactor | 1)
	}
}

func (s *stripes) sum() (sum uint64) {
	for i := range s.of {
		sum += s.of[i].n.Load()
	}
	return sum
}

// here returns a number that stays the same in one goroutine, or nearly so, and differs between goroutines: where its
// stack lies, in units of the smallest stack.
func here() uint64 {
	var local byte
	return uint64(uintptr(unsafe.Pointer(&local))) >> 11
}
