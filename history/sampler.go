package history

import (
	"slices"
	"unsafe"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history/internal/column"
)

// A sampler makes rows of what happens between snapshots.
type sampler struct {
	archive *archive
	total   *metrics.Snapshot // the latest one
	tracks  []*track          // of its series; nil where there was no room
	timers  []int             // the places of timers among them
	layout  *layout
	encoder column.Encoder
	spread  column.Spread       // room
	states  []metrics.StateTime // room
	blob    int                 // bytes of the row before
}

// row makes the row of a slot, which ends with a snapshot.
func (s *sampler) row(total *metrics.Snapshot, slot, span uint64) *row {
	r := s.same(total, slot, span)
	if r == nil {
		r = s.other(total, slot, span)
	}
	s.blob = len(r.blob)
	return r
}

// same makes the row if the snapshot has just the series of the latest one, which mostly is so, and none waits for room;
// else it returns nil. It tells names and labels apart by where they lie, since snapshots share them: where it does not
// see that they are equal, align does.
func (s *sampler) same(total *metrics.Snapshot, slot, span uint64) *row {
	earlier := s.total.Series
	if s.layout == nil || len(total.Series) != len(earlier) || len(s.layout.refs) != len(earlier) {
		return nil
	}
	r := newRow(slot, span, s.layout, s.blob+s.blob/8)
	for i := range earlier {
		x, before := &total.Series[i], &earlier[i]
		if x.Kind != before.Kind || len(x.Name) != len(before.Name) || unsafe.StringData(x.Name) != unsafe.StringData(before.Name) ||
			len(x.Labels) != len(before.Labels) || unsafe.SliceData(x.Labels) != unsafe.SliceData(before.Labels) {
			return nil
		}
		s.put(r, x, before)
	}
	s.total = total
	return r
}

// other makes the row of a snapshot that may have other series than the latest one.
func (s *sampler) other(total *metrics.Snapshot, slot, span uint64) *row {
	before := s.align(total, slot)
	r := newRow(slot, span, s.layout, s.blob+s.blob/8)
	for i, t := range s.tracks {
		if t != nil {
			s.put(r, &total.Series[i], before[i])
		}
	}
	return r
}

// align finds each series of a snapshot in the one before, which it then takes the place of.
func (s *sampler) align(total *metrics.Snapshot, slot uint64) []*metrics.Series {
	before := make([]*metrics.Series, len(total.Series))
	tracks := make([]*track, len(total.Series))
	roomy := s.archive.roomy()
	changed := s.layout == nil
	earlier, k := s.total.Series, 0
	leave := func() {
		if t := s.tracks[k]; t != nil {
			s.archive.dict.setLive(t, false, slot)
			changed = true
		}
		k++
	}
	for i := range total.Series {
		x := &total.Series[i]
		for k < len(earlier) && compareSeries(&earlier[k], x) < 0 {
			leave()
		}
		if k < len(earlier) && compareSeries(&earlier[k], x) == 0 {
			if earlier[k].Kind == x.Kind {
				before[i], tracks[i] = &earlier[k], s.tracks[k]
				k++
			} else {
				leave()
			}
		}
		if tracks[i] == nil && (before[i] == nil || roomy) {
			tracks[i] = s.enter(x, slot)
			changed = changed || tracks[i] != nil
		}
	}
	for k < len(earlier) {
		leave()
	}
	s.total, s.tracks, s.timers = total, tracks, s.timers[:0]
	for i := range total.Series {
		if total.Series[i].Kind == metrics.KindTimer {
			s.timers = append(s.timers, i)
		}
	}
	if changed {
		s.layout = layoutOf(tracks)
	}
	return before
}

// enter finds or makes the track of a series that was not in the snapshot before, nil if there is no room.
func (s *sampler) enter(x *metrics.Series, slot uint64) *track {
	t := s.archive.dict.of(x)
	if t == nil {
		t = &track{kind: x.Kind, name: x.Name, labels: x.Labels, unit: x.Unit, help: x.Help}
		if !s.archive.admit(t) {
			return nil
		}
	}
	s.archive.dict.setLive(t, true, slot)
	return t
}

// move goes on with the tracks of another dictionary.
func (s *sampler) move(to map[*track]*track) {
	tracks := make([]*track, len(s.tracks)) // readers have the old ones
	for i, t := range s.tracks {
		if t != nil {
			tracks[i] = to[t]
		}
	}
	s.archive.slow.move(to)
	s.tracks, s.layout = tracks, layoutOf(tracks)
}

func layoutOf(tracks []*track) *layout {
	l := &layout{refs: make([]uint32, 0, len(tracks)), kinds: make([]metrics.Kind, 0, len(tracks))}
	for _, t := range tracks {
		if t != nil {
			l.refs, l.kinds = append(l.refs, t.ref), append(l.kinds, t.kind)
		}
	}
	return l
}

// put adds what a series did since the snapshot before. A series that is new, or that counts less than before because
// its scope was closed and opened again, is taken whole.
func (s *sampler) put(r *row, x, before *metrics.Series) {
	if before == nil || before.Count > x.Count {
		before = &metrics.Series{}
	}
	switch x.Kind {
	case metrics.KindCounter, metrics.KindMeter:
		r.putCount(x.Count - before.Count)
	case metrics.KindGauge:
		r.putGauge(x.Value)
	case metrics.KindText:
		r.putText(x.Text)
	case metrics.KindState:
		if times := s.times(x, before); len(times) > 0 {
			r.putStates(&s.encoder, &column.Cell{States: times})
		} else {
			r.idle()
		}
	default:
		s.putSpread(r, x, before)
	}
}

// putSpread adds what a timer or histogram did.
func (s *sampler) putSpread(r *row, x, before *metrics.Series) {
	c := column.Cell{
		Count: x.Count - before.Count, Errors: x.Errors - min(before.Errors, x.Errors),
		Low: x.Low - min(before.Low, x.Low), High: x.High - min(before.High, x.High),
		Rejected: x.Rejected - min(before.Rejected, x.Rejected),
	}
	if c.Count|c.Errors|c.Low|c.High|c.Rejected == 0 {
		r.idle()
		return
	}
	s.spread = column.Between(before.Dist, x.Dist, s.spread)
	c.Spread = s.spread
	r.putSpread(&c)
}

// times returns the time in each state since the snapshot before.
func (s *sampler) times(x, before *metrics.Series) []metrics.StateTime {
	s.states = append(s.states[:0], x.States...)
	for i := range s.states {
		for _, b := range before.States {
			if b.State == s.states[i].State {
				s.states[i].Time -= min(b.Time, s.states[i].Time)
			}
		}
	}
	s.states = slices.DeleteFunc(s.states, func(t metrics.StateTime) bool { return t.Time == 0 && !t.Current })
	return s.states
}
