package history

import (
	"slices"

	"github.com/binnacle-go/metrics/history/internal/column"
)

// maxRows is how many samples are kept uncompressed, beside those that are becoming a page.
const maxRows = 30

// ripe returns how many of the first rows are to become a page.
func (a *archive) ripe() int {
	slots := a.levels[0].maxSlots
	for i, r := range a.rows {
		if uint64(i+1) >= min(slots, maxRows) || (r.slot+1)%slots == 0 {
			return i + 1
		}
	}
	if a.rowBytes > a.maxBytes/8 {
		return a.whole()
	}
	return 0
}

// whole returns how many of the first rows end with a slot of the next level, so that this slot need not be made twice; all
// if none does.
func (a *archive) whole() int {
	per := a.levels[min(1, len(a.levels)-1)].per
	for i, r := range slices.Backward(a.rows) {
		if (r.slot+1)%per == 0 {
			return i + 1
		}
	}
	return len(a.rows)
}

// seal makes a page of all rows at once.
func (a *archive) seal() {
	a.task = nil
	if len(a.rows) > 0 {
		a.sealing(len(a.rows)).finish()
	}
}

// A sealing makes a page of rows. At the same time it makes the page that will take its place in the next level, for
// which it would have to be read again.
type sealing struct {
	archive     *archive
	rows        []*row
	series      *weaver
	first       uint64
	ahead, per  uint64 // the first slot of the next level, and how many of this one it has; per is 0 without a next one
	fine, later *binder
}

// sealing returns the task to make a page of the first rows.
func (a *archive) sealing(n int) *task {
	s := &sealing{archive: a, rows: a.rows[:n:n], fine: &a.making, later: &a.coarser}
	s.series, s.first = weave(s.rows), s.rows[0].slot
	end := s.rows[n-1].slot + 1
	s.fine.begin(s.first, end)
	if len(a.levels) > 1 {
		s.per = a.levels[1].per
		s.ahead = s.first / s.per
		s.later.begin(s.ahead, (end-1)/s.per+1)
	}
	return &task{next: s.next, done: s.done, size: s.size(), over: 6}
}

// size is about how many bytes the pages get.
func (s *sealing) size() (n int) {
	for _, r := range s.rows {
		n += len(r.blob)
	}
	return n/2 + 40*len(s.rows[0].layout.refs)
}

func (s *sealing) next() (written int, more bool) {
	ref, ok := s.series.next()
	if !ok {
		return 0, false
	}
	a := s.archive
	a.gather.begin(int(s.fine.page.end - s.first))
	cells := a.gather.cells
	s.series.read(&a.gather.decoder, cells)
	written = a.bind(s.fine, ref, s.series.kind, cells, 0, a.levels[0].width())
	if s.per > 0 {
		written += a.bind(s.later, ref, s.series.kind, s.coarse(cells), 1, a.levels[1].width())
	}
	return written, true
}

// coarse adds cells up in slots of the next level.
func (s *sealing) coarse(cells []column.Cell) []column.Cell {
	g := &s.archive.ahead
	g.sum.Wide = s.archive.levels[1].width()
	g.begin(int(s.later.page.end - s.ahead))
	for i := range cells {
		if cells[i].Span > 0 {
			g.add(int((s.first+uint64(i))/s.per-s.ahead), &cells[i])
		}
	}
	return g.end()
}

// done puts the page in the place of the rows.
func (s *sealing) done() {
	a, n := s.archive, len(s.rows)
	if len(a.rows) < n || a.rows[0] != s.rows[0] || a.rows[n-1] != s.rows[n-1] {
		return
	}
	a.rowPeak = a.rowBytes
	a.rows = slices.Clone(a.rows[n:]) // readers have the others, and nothing else may hold them
	a.rowBytes = rowsSize(a.rows)
	p := s.fine.bind()
	if p != nil && s.per > 0 {
		p.next = s.later.bind()
	}
	a.put(0, p)
}

// rowsSize is the memory that rows take.
func rowsSize(rows []*row) (n int) {
	for i, r := range rows {
		if i == 0 || rows[i-1].layout != r.layout {
			n += layoutBytes * len(r.layout.refs)
		}
		n += r.size()
	}
	return n
}
