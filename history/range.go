package history

import (
	"time"

	"github.com/binnacle-go/metrics"
)

// Range returns the points of one series; see [Reader]. Its time is proportional to the slots of the range.
func (s *Store) Range(name string, labels []metrics.Label, from, to time.Time, step time.Duration) Range {
	want := metrics.Series{Name: name, Labels: labels}
	id := want.ID()
	s.mu.RLock()
	defer s.mu.RUnlock()
	i := s.levelFor(from)
	l := &s.levels[i]
	out := Range{Step: roundUp(max(step, l.Step), l.Step)}
	t := s.tracks[id]
	if t == nil || !from.Before(to) {
		return out
	}
	each := uint64(out.Step / l.Step)
	first := max(slotOf(from, l.Step), l.oldest()) / each * each // points are aligned to the step
	end := min(slotOf(to.Add(-1), l.Step)+1, l.next)
	out.Start = l.time(first)
	for slot := first; slot < end; slot += each {
		sum := t.rings[i].sum(slot, min(slot+each, end))
		out.Points = append(out.Points, sum.point())
	}
	return out
}

// levelFor returns the finest resolution that keeps all there is since a time, or else the coarsest.
func (s *Store) levelFor(from time.Time) int {
	for i := range s.levels {
		l := &s.levels[i]
		if !l.full() || slotOf(from, l.Step) >= l.oldest() {
			return i
		}
	}
	return len(s.levels) - 1
}
