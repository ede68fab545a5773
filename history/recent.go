package history

import (
	"cmp"
	"slices"

	"github.com/binnacle-go/metrics/history/internal/column"
)

// recent are the rows of the newest slots, sealed or not, as long as somebody asks again and again for the statistics of
// a time: what comes into that time and what leaves it are then a row each.
type recent struct {
	dict       *dictionary
	cuts       int
	first, end uint64 // slots
	rows       []*row
	bytes      int
	denied     uint64 // the slot before which there is no new attempt, since the rows took too much
}

// tryAgain is for how many slots nobody tries again what took too much memory.
const tryAgain = 60

// reach makes the rows cover the slots from first on to the end of a view. It is false if they would take more than
// that many bytes.
func (c *recent) reach(now *present, first uint64, maxBytes int) bool {
	v := now.view
	if c.dict != v.dict || c.cuts != v.cuts || c.end > v.next || c.end < first {
		*c = recent{dict: v.dict, cuts: v.cuts, first: v.next, end: v.next, denied: c.denied}
	}
	if v.next < c.denied || now.rowSize()*int(v.next-first) > maxBytes {
		return false
	}
	if c.end < v.next {
		c.append(v.rowsBetween(c.end, v.next, now.row, now.tracks)...)
		c.end = v.next
	}
	if first < c.first {
		rows, before := c.rows, v.rowsBetween(first, c.first, nil, now.tracks)
		c.rows, c.first, c.bytes = nil, first, 0
		c.append(before...)
		c.append(rows...)
	}
	if c.bytes > maxBytes {
		*c = recent{denied: v.next + tryAgain}
		return false
	}
	return true
}

// rowSize is about what a row takes.
func (p *present) rowSize() int {
	if p.row != nil {
		return p.row.size()
	}
	return rowBytes + 8*len(p.tracks)
}

func (c *recent) append(rows ...*row) {
	c.rows = append(c.rows, rows...)
	for _, r := range rows {
		c.bytes += r.size()
	}
}

// forget drops the rows before a slot.
func (c *recent) forget(before uint64) {
	n := c.at(before)
	for _, r := range c.rows[:n] {
		c.bytes -= r.size()
	}
	c.rows, c.first = slices.Delete(c.rows, 0, n), max(c.first, before)
}

// at is the place of the first row of a slot or a later one.
func (c *recent) at(slot uint64) int {
	n, _ := slices.BinarySearchFunc(c.rows, slot, func(r *row, slot uint64) int { return cmp.Compare(r.slot, slot) })
	return n
}

// between returns the rows of some slots.
func (c *recent) between(first, end uint64) []*row { return c.rows[c.at(first):c.at(end)] }

// rowsBetween returns the rows of some slots of the finest resolution: those that are there still, and others made of
// pages. The newest one is given apart, since it may have become part of a page at once.
func (v *view) rowsBetween(first, end uint64, newest *row, tracks []*track) []*row {
	var out []*row
	for _, r := range v.rows {
		if r.slot >= first && r.slot < end {
			out = append(out, r)
		}
	}
	if len(out) == 0 && newest != nil && newest.slot >= first && newest.slot < end {
		out = append(out, newest)
	}
	sealed := end
	if len(out) > 0 {
		sealed = out[0].slot
	}
	return append(v.unseal(first, sealed, tracks), out...)
}

// unseal makes rows of the pages that have some slots.
func (v *view) unseal(first, end uint64, tracks []*track) []*row {
	if !v.sealed(first, end) {
		return nil
	}
	l := v.dict.layout(tracks)
	rows := make([]*row, end-first)
	var d column.Decoder
	var e column.Encoder
	for i, ref := range l.refs {
		v.each(&d, ref, timeOf(first, v.step()), timeOf(end, v.step()), func(at int64, c *column.Cell) {
			slot := uint64(at) / uint64(v.step())
			r := rows[slot-first]
			if r == nil {
				r = newRow(slot, 1, l, 0)
				rows[slot-first] = r
			}
			r.fill(i)
			r.span = c.Span
			r.put(&e, l.kinds[i], c)
		})
	}
	for _, r := range rows {
		if r != nil {
			r.fill(len(l.refs))
		}
	}
	return slices.DeleteFunc(rows, func(r *row) bool { return r == nil })
}

// sealed reports whether pages of the finest resolution have any of some slots.
func (v *view) sealed(first, end uint64) bool {
	return slices.ContainsFunc(v.levels[0].pages, func(p *page) bool { return p.end > first && p.first < end })
}

// fill adds cells of series that did nothing until the row has n.
func (r *row) fill(n int) {
	for len(r.cells) < n {
		r.idle()
	}
}

// layout returns one of all series: some tracks, in their order if all are known, and then the others.
func (d *dictionary) layout(first []*track) *layout {
	d.mu.RLock()
	defer d.mu.RUnlock()
	l := layoutOf(first)
	have := map[uint32]bool{}
	for _, ref := range l.refs {
		have[ref] = true
	}
	for ref, t := range d.byRef {
		if !have[ref] {
			l.refs, l.kinds = append(l.refs, ref), append(l.kinds, t.kind)
		}
	}
	return l
}

// near reads the cell of a series, which is probably at a place, if the row has it.
func (r *row) near(d *column.Decoder, ref uint32, place int, c *column.Cell) (ok bool) {
	if place < len(r.layout.refs) && r.layout.refs[place] == ref {
		r.at(d, place, c)
		return true
	}
	return r.cell(d, ref, c)
}
