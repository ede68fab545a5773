package column

import (
	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/internal/recorder"
)

// Of returns the spread of a distribution. It may share the buckets.
func Of(d *metrics.Distribution) Spread {
	p := recorder.Open(d)
	if p.Counts == nil {
		return Spread{}
	}
	s := Spread{Shape: shapeOf(p), Deviation: deviation(recorder.Bits(p.Counts.Digits()))}
	s.Index, s.Count = p.Counts.Parts()
	s.Min, s.Max = s.Index[0], s.Index[len(s.Index)-1]
	return s
}

// Moved returns a spread with one added that has come, and one taken away that is part of it and has gone, in memory of
// its own. It is not ok if their shapes differ or the one that has gone was not part of it.
func (s *Spread) Moved(come, gone *Spread) (out Spread, ok bool) {
	shape := s.Shape
	if len(s.Index) == 0 {
		shape = come.Shape
	}
	if len(come.Index) > 0 && come.Shape != shape || len(gone.Index) > 0 && gone.Shape != shape {
		return Spread{}, false
	}
	out = Spread{Shape: shape, Deviation: max(s.Deviation, come.Deviation)}
	most := len(s.Index) + len(come.Index)
	out.Index, out.Count = make([]uint16, 0, most), make([]uint64, 0, most)
	m := mover{kept: *s, come: *come, gone: *gone}
	for m.more() {
		bucket := m.next()
		out.Index, out.Count = m.keep(bucket, out.Index, out.Count)
		n, whole := m.at(bucket)
		if !whole {
			return Spread{}, false
		}
		if n > 0 {
			out.Index, out.Count = append(out.Index, bucket), append(out.Count, n)
		}
	}
	out.Index, out.Count = append(out.Index, m.kept.Index...), append(out.Count, m.kept.Count...)
	if n := len(out.Index); n > 0 {
		out.Min, out.Max = out.Index[0], out.Index[n-1]
	}
	return out, true
}

// mover walks over three spreads at once.
type mover struct{ kept, come, gone Spread }

func (m *mover) more() bool { return len(m.come.Index)+len(m.gone.Index) > 0 }

// next is the lowest bucket that changes.
func (m *mover) next() uint16 {
	switch {
	case len(m.gone.Index) == 0:
		return m.come.Index[0]
	case len(m.come.Index) == 0:
		return m.gone.Index[0]
	}
	return min(m.come.Index[0], m.gone.Index[0])
}

// keep appends what lies below a bucket, which does not change.
func (m *mover) keep(bucket uint16, index []uint16, count []uint64) ([]uint16, []uint64) {
	n := 0
	for n < len(m.kept.Index) && m.kept.Index[n] < bucket {
		n++
	}
	index, count = append(index, m.kept.Index[:n]...), append(count, m.kept.Count[:n]...)
	m.kept.skip(n)
	return index, count
}

// at returns what a bucket counts afterwards. It is not whole if more has gone than there was.
func (m *mover) at(bucket uint16) (n uint64, whole bool) {
	n = m.kept.take(bucket) + m.come.take(bucket)
	gone := m.gone.take(bucket)
	return n - gone, gone <= n
}

// take returns the count of a bucket if it is the first one, and goes on behind it.
func (s *Spread) take(bucket uint16) uint64 {
	if len(s.Index) == 0 || s.Index[0] != bucket {
		return 0
	}
	n := s.Count[0]
	s.skip(1)
	return n
}

func (s *Spread) skip(n int) { s.Index, s.Count = s.Index[n:], s.Count[n:] }
