package column

import (
	"math"
	"slices"

	"github.com/binnacle-go/metrics/internal/recorder"
)

// A Sum adds up spreads. Its room is used again; the zero Sum is ready.
type Sum struct {
	// Wide is log2 of the buckets in a power of two that suffice, for what is written no finer; 0 keeps all. It may be set
	// while the sum is empty.
	Wide uint

	shape           Shape
	widening        *recorder.Coarsening // nil: none
	counts          []uint64             // by bucket, or by wide bucket
	first, end      int                  // what is populated
	least, greatest int
	deviation       float64
}

func (s *Sum) begin(shape Shape) {
	s.shape, s.widening = shape, nil
	if digits := int(shape.Digits); s.Wide > 0 && s.Wide < recorder.Bits(digits) {
		s.widening = coarsening(digits, s.Wide)
	}
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
	first, last := x.Index[0], x.Index[len(x.Index)-1]
	if s.widening != nil {
		wide := s.widening.Wide
		first, last = wide[first], wide[last]
		for i, bucket := range x.Index {
			s.counts[wide[bucket]] += x.Count[i]
		}
	} else {
		for i, bucket := range x.Index {
			s.counts[bucket] += x.Count[i]
		}
	}
	s.first, s.end = min(s.first, int(first)), max(s.end, int(last)+1)
	s.least, s.greatest = min(s.least, int(x.Min)), max(s.greatest, int(x.Max))
	s.deviation = max(s.deviation, x.Deviation)
}

// Take returns the sum and empties it. The spread lies in the arena, or in memory of its own if that is nil.
func (s *Sum) Take(a *Arena) Spread {
	if s.end == 0 {
		return Spread{}
	}
	counts := s.counts[s.first:s.end]
	room := len(counts)
	if a == nil {
		a, room = new(Arena), populated(counts)
	}
	index, count := a.grow(room)
	n := 0
	for i, c := range counts { // it writes all and moves on where one is populated, which spares a branch
		index[n], count[n] = uint16(s.first+i), c
		if c > 0 {
			n++
		}
	}
	clear(counts)
	s.end = 0
	if s.widening != nil {
		for i, bucket := range index[:n] {
			index[i] = s.widening.Stand[bucket]
		}
	}
	out := Spread{Shape: s.shape, Min: uint16(s.least), Max: uint16(s.greatest), Deviation: s.deviation}
	out.Index, out.Count = a.keep(n)
	return out
}

func populated(counts []uint64) (n int) {
	for _, c := range counts {
		if c > 0 {
			n++
		}
	}
	return n
}

// Clone returns a copy of a spread in memory of its own.
func (s *Spread) Clone() Spread {
	out := *s
	out.Index, out.Count = slices.Clone(s.Index), slices.Clone(s.Count)
	return out
}

// An Arena is room for spreads that are forgotten together.
type Arena struct {
	index []uint16
	count []uint64
}

// Reset forgets all spreads in the arena.
func (a *Arena) Reset() { a.index, a.count = a.index[:0], a.count[:0] }

// grow returns room for n buckets.
func (a *Arena) grow(n int) (index []uint16, count []uint64) {
	if cap(a.index) == 0 {
		a.index, a.count = make([]uint16, 0, n), make([]uint64, 0, n)
	}
	begin := len(a.index)
	a.index, a.count = slices.Grow(a.index, n), slices.Grow(a.count, n)
	return a.index[begin : begin+n], a.count[begin : begin+n]
}

// keep returns the first n buckets of the room that grow returned last, which nothing else gets then.
func (a *Arena) keep(n int) (index []uint16, count []uint64) {
	begin := len(a.index)
	a.index, a.count = a.index[:begin+n], a.count[:begin+n]
	return a.index[begin:], a.count[begin:]
}
