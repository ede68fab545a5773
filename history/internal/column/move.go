package column

import (
	"math"

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
	room := len(s.Index) + len(come.Index)
	m := mover{kept: *s, index: make([]uint16, room), count: make([]uint64, room)}
	m.move(come, gone)
	if m.lacking {
		return Spread{}, false
	}
	out = Spread{Shape: shape, Deviation: max(s.Deviation, come.Deviation), Index: m.index[:m.n], Count: m.count[:m.n]}
	if m.n > 0 {
		out.Min, out.Max = out.Index[0], out.Index[m.n-1]
	}
	return out, true
}

// mover walks over three spreads at once.
type mover struct {
	kept    Spread   // what is left of it
	index   []uint16 // what has come of it, n buckets
	count   []uint64
	n       int
	lacking bool // more has gone than there was
}

func (m *mover) move(come, gone *Spread) {
	for i, k := 0, 0; i < len(come.Index) || k < len(gone.Index); {
		bucket, more, less := uint16(math.MaxUint16), uint64(0), uint64(0)
		if i < len(come.Index) {
			bucket = come.Index[i]
		}
		if k < len(gone.Index) {
			bucket = min(bucket, gone.Index[k])
		}
		if i < len(come.Index) && come.Index[i] == bucket {
			more = come.Count[i]
			i++
		}
		if k < len(gone.Index) && gone.Index[k] == bucket {
			less = gone.Count[k]
			k++
		}
		m.change(bucket, more, less)
	}
	copy(m.index[m.n:], m.kept.Index)
	m.n += copy(m.count[m.n:], m.kept.Count)
}

// change keeps all below a bucket as it is, and changes that one.
func (m *mover) change(bucket uint16, more, less uint64) {
	kept, count := m.kept.Index, m.kept.Count[:len(m.kept.Index)]
	toIndex, toCount := m.index[m.n:], m.count[m.n:]
	toCount = toCount[:len(toIndex)]
	i := 0
	for i < len(kept) && kept[i] < bucket && i < len(toIndex) {
		toIndex[i], toCount[i] = kept[i], count[i]
		i++
	}
	m.n += i
	if i < len(kept) && kept[i] == bucket {
		more += count[i]
		i++
	}
	m.kept.Index, m.kept.Count = kept[i:], count[i:]
	switch {
	case more < less:
		m.lacking = true
	case more > less:
		m.index[m.n], m.count[m.n] = bucket, more-less
		m.n++
	}
}
