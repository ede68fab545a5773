package column

import (
	"math"

	"github.com/binnacle-go/metrics/internal/recorder"
)

// A Sum adds up spreads. Its room is used again; the zero Sum is ready.
type Sum struct {
	shape           Shape
	counts          []uint64 // by bucket
	first, end      int      // what is populated
	least, greatest int
	deviation       float64
}

func (s *Sum) begin(shape Shape) {
	s.shape = shape
	if n := recorder.Buckets(int(shape.Digits)); len(s.counts) < n {
		s.counts = make([]uint64, n)
	}
	s.first, s.end, s.least, s.greatest, s.deviation = math.MaxInt, 0, math.MaxInt, 0, 0
}

func (s *Sum) count(bucket int, n uint64) {
	s.counts[bucket] += n
	s.first, s.end = min(s.first, bucket), max(s.end, bucket+1)
}

// Add counts a spread. All are counted in the buckets of the first one.
func (s *Sum) Add(x *Spread) {
	if len(x.Index) == 0 {
		return
	}
	if s.end == 0 {
		s.begin(x.Shape)
	} else if s.shape != x.Shape {
		converted := x.in(s.shape)
		x = &converted
	}
	for i, bucket := range x.Index {
		s.counts[bucket] += x.Count[i]
	}
	s.first, s.end = min(s.first, int(x.Index[0])), max(s.end, int(x.Index[len(x.Index)-1])+1)
	s.least, s.greatest = min(s.least, int(x.Min)), max(s.greatest, int(x.Max))
	s.deviation = max(s.deviation, x.Deviation)
}

// Take returns the sum and empties it. The spread lies in the arena, or in memory of its own if that is nil.
func (s *Sum) Take(a *Arena) Spread {
	if s.end == 0 {
		return Spread{}
	}
	if a == nil {
		populated := s.populated()
		a = &Arena{make([]uint16, 0, populated), make([]uint64, 0, populated)}
	}
	begin := len(a.index)
	for i := s.first; i < s.end; i++ {
		if n := s.counts[i]; n > 0 {
			a.index, a.count = append(a.index, uint16(i)), append(a.count, n)
			s.counts[i] = 0
		}
	}
	s.end = 0
	return Spread{
		Shape: s.shape, Min: uint16(s.least), Max: uint16(s.greatest), Deviation: s.deviation,
		Index: a.index[begin:], Count: a.count[begin:],
	}
}

// Clone returns a copy of a spread, in the arena or in memory of its own if that is nil.
func (s *Spread) Clone(a *Arena) Spread {
	if a == nil {
		a = &Arena{make([]uint16, 0, len(s.Index)), make([]uint64, 0, len(s.Count))}
	}
	out, begin := *s, len(a.index)
	a.index, a.count = append(a.index, s.Index...), append(a.count, s.Count...)
	out.Index, out.Count = a.index[begin:], a.count[begin:]
	return out
}

func (s *Sum) populated() (n int) {
	for _, count := range s.counts[s.first:s.end] {
		if count > 0 {
			n++
		}
	}
	return n
}

// An Arena is room for spreads that are forgotten together.
type Arena struct {
	index []uint16
	count []uint64
}

// Reset forgets all spreads in the arena.
func (a *Arena) Reset() { a.index, a.count = a.index[:0], a.count[:0] }
