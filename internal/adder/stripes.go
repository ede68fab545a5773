package adder

import (
	"math"
	"sync/atomic"

	"github.com/binnacle-go/metrics/internal/stripe"
)

// perProcessor makes it rare that two of the goroutines that run at one time share a word.
const perProcessor = 4

// stripes are words that goroutines share out among themselves.
type stripes struct {
	choose stripe.Chooser
	of     []word
}

// A word has two cache lines for itself, since processors fetch them in pairs.
type word struct {
	n atomic.Uint64
	_ [120]byte
}

func newStripes() *stripes {
	s := &stripes{of: make([]word, stripe.Count(perProcessor, math.MaxInt32))}
	s.choose.Init(len(s.of))
	return s
}

func (s *stripes) add(d uint64) {
	mine := &s.of[s.choose.Mine()].n
	if sum := mine.Add(d); stripe.Sampled(sum) && contended(mine) {
		s.choose.Move()
	}
}

func (s *stripes) sum() (sum uint64) {
	for i := range s.of {
		sum += s.of[i].n.Load()
	}
	return sum
}
