package history

import (
	"time"

	"github.com/binnacle-go/metrics/history/internal/column"
)

// A view is what an archive holds at one time. It never changes.
type view struct {
	levels []level
	rows   []*row
	dict   *dictionary
	next   uint64 // the slot behind the newest one
	bytes  int
	series int
	lost   losses
	cuts   int // how often the newest slots were forgotten before
}

// publish shows readers what there is now.
func (a *archive) publish() {
	v := &view{
		levels: make([]level, len(a.levels)), rows: a.rows[:len(a.rows):len(a.rows)], dict: a.dict, next: a.next,
		bytes: a.bytes(), series: len(a.dict.byRef), lost: a.lost, cuts: a.cuts,
	}
	copy(v.levels, a.levels)
	a.view.Store(v)
}

// step is the time between two samples.
func (v *view) step() time.Duration { return v.levels[0].Step }

// end is when the newest slot ends.
func (v *view) end() time.Time { return timeOf(v.next, v.step()) }

// begin is when the oldest slot begins; the end if there is none.
func (v *view) begin() time.Time {
	for i := len(v.levels) - 1; i >= 0; i-- {
		if l := &v.levels[i]; len(l.pages) > 0 {
			return timeOf(l.pages[0].first, l.Step)
		}
	}
	if len(v.rows) > 0 {
		return timeOf(v.rows[0].slot, v.step())
	}
	return v.end()
}

// coarsest returns the step of the coarsest slots that a time range touches.
func (v *view) coarsest(from, to time.Time) time.Duration {
	for i := len(v.levels) - 1; i > 0; i-- {
		l := &v.levels[i]
		if n := len(l.pages); n > 0 && timeOf(l.pages[n-1].end, l.Step).After(from) && timeOf(l.pages[0].first, l.Step).Before(to) {
			return l.Step
		}
	}
	return v.step()
}

// each calls yield for the known cells of a series whose slots lie in a time range, with the time at which the slot
// begins. The newest come last. A slot may come twice, of two resolutions: it is the sum of both. A cell is valid
// until yield returns.
func (v *view) each(d *column.Decoder, ref uint32, from, to time.Time, yield func(at int64, c *column.Cell)) {
	begin, end := from.UnixNano(), to.UnixNano()
	for i := len(v.levels) - 1; i >= 0; i-- {
		l := &v.levels[i]
		step := int64(l.Step)
		for _, p := range l.pages {
			if int64(p.end)*step <= begin || int64(p.first)*step >= end {
				continue
			}
			block := p.find(ref)
			if block == nil {
				continue
			}
			_ = d.Each(block, int(p.end-p.first), l.ratio, func(slot int, c *column.Cell) bool {
				at := (int64(p.first) + int64(slot)) * step
				if at+step > begin && at < end {
					yield(at, c)
				}
				return at < end
			}) // written by bind, or checked when it was read
		}
	}
	var c column.Cell
	for _, r := range v.rows {
		at := int64(r.slot) * int64(v.step())
		if at >= begin && at < end && r.cell(d, ref, &c) {
			yield(at, &c)
		}
	}
}
