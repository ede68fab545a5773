package history

import (
	"slices"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history/internal/column"
)

// A slide makes the statistics of a time from those of a time that began and ended earlier: it adds what has come since
// and takes away what has gone.
type slide struct {
	now             *present
	before          *window
	come, gone, all []*row // all are those of the whole time
	adding, taking  column.Decoder
	sum             gatherer
}

// slidable reports whether a time can be made from one that began at a slot before: when each series has a past, all of it
// of the finest resolution.
func (r *reader) slidable(first uint64, now *present) bool {
	begin := timeOf(first, r.step)
	return !slices.Contains(now.tracks, nil) && now.view.coarsest(begin, now.view.end()) == r.step
}

// slide makes the statistics of a time from those of an earlier one. It is false if they cannot be made so.
func (r *reader) slide(w, before *window, now *present) bool {
	recent := &r.windows.recent
	if before == nil || before.now.view.dict != now.view.dict || before.first > w.first || before.end > w.end ||
		!r.slidable(before.first, now) || slices.Contains(before.now.tracks, nil) ||
		!recent.reach(now, before.first, r.archive.maxBytes/2) {
		return false
	}
	s := slide{now: now, before: before, all: recent.between(w.first, w.end)}
	s.come, s.gone = recent.between(max(before.end, w.first), w.end), recent.between(before.first, min(w.first, before.end))
	out := *now.total
	out.Start, out.Time = later(timeOf(w.first, r.step), now.view.begin()), now.view.end()
	out.Series = slices.Clone(now.total.Series)
	place := before.find(now)
	for i := range out.Series {
		s.series(i, &out.Series[i], place(i), &out)
	}
	w.stats, w.slid = &out, true
	return true
}

// find returns what tells the place that a series of a later sample had in a window, below zero if it had none.
func (w *window) find(now *present) func(i int) int {
	then := w.now.tracks
	if len(then) == len(now.tracks) && (len(then) == 0 || &then[0] == &now.tracks[0]) {
		return func(i int) int { return i }
	}
	places := make(map[*track]int, len(then))
	for i, t := range then {
		places[t] = i
	}
	return func(i int) int {
		if at, ok := places[now.tracks[i]]; ok {
			return at
		}
		return -1
	}
}

// series makes the statistics of a series that holds totals and had a place in the window before. What is not counted
// keeps its present value.
func (s *slide) series(i int, x *metrics.Series, place int, in *metrics.Snapshot) {
	switch {
	case !counted(x.Kind):
		return
	case place < 0 || x.Kind == metrics.KindState || !s.moved(i, x, place):
		s.whole(i, x)
	}
	settle(x, in.Start, in.Time)
}

// moved makes the statistics from those before. It is not ok if more has happened than a row each can tell.
func (s *slide) moved(i int, x *metrics.Series, place int) (ok bool) {
	if len(s.come) > 1 || len(s.gone) > 1 {
		return false
	}
	t, before := s.now.tracks[i], &s.before.stats.Series[place]
	come, gone := cellOf(&s.adding, s.come, t, i), cellOf(&s.taking, s.gone, t, i)
	x.Count = before.Count + come.Count - gone.Count
	x.Errors = before.Errors + come.Errors - gone.Errors
	x.Low, x.High = before.Low+come.Low-gone.Low, before.High+come.High-gone.High
	x.Rejected = before.Rejected + come.Rejected - gone.Rejected
	if len(come.Spread.Index)+len(gone.Spread.Index) == 0 && x.Dist == s.before.now.total.Series[place].Dist {
		x.Dist = before.Dist
		return true
	}
	then := column.Of(before.Dist)
	spread, ok := then.Moved(&come.Spread, &gone.Spread)
	if ok {
		x.Dist = spread.Distribution(x.Dist)
	}
	return ok
}

// cellOf reads what a series did in the one row that there is, if any. It is probably at a place.
func cellOf(d *column.Decoder, rows []*row, t *track, place int) (c column.Cell) {
	for _, r := range rows {
		r.near(d, t.ref, place, &c)
	}
	return c
}

// whole adds up all rows.
func (s *slide) whole(i int, x *metrics.Series) {
	var c column.Cell
	s.sum.begin(1)
	for _, r := range s.all {
		if r.near(&s.adding, s.now.tracks[i].ref, i, &c) {
			s.sum.add(0, &c)
		}
	}
	put(x, &s.sum.end()[0])
}

// counted reports whether a series of a kind has statistics of a time: others have a present value alone.
func counted(k metrics.Kind) bool { return k != metrics.KindGauge && k != metrics.KindText }
