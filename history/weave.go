package history

import (
	"math"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history/internal/column"
)

// A weaver walks over the series of several rows in the order of their references.
type weaver struct {
	rows    []*row
	layouts []layoutCursor
	of      []int // by row: its layout
	kind    metrics.Kind
	ref     uint32
}

type layoutCursor struct {
	layout *layout
	at     int // in byRef
}

// ref is the reference that a cursor stands at, beyond all others at its end.
func (c *layoutCursor) ref() uint64 {
	order := c.layout.byRef()
	if c.at == len(order) {
		return math.MaxUint64
	}
	return uint64(c.layout.refs[order[c.at]])
}

func weave(rows []*row) *weaver {
	w := &weaver{rows: rows}
	for i, r := range rows {
		if i == 0 || r.layout != rows[i-1].layout {
			w.layouts = append(w.layouts, layoutCursor{layout: r.layout})
		}
		w.of = append(w.of, len(w.layouts)-1)
	}
	return w
}

// next moves on to the next series, the first one at first.
func (w *weaver) next() (ref uint32, ok bool) {
	least := uint64(math.MaxUint64)
	for i := range w.layouts {
		c := &w.layouts[i]
		if w.ref != 0 && c.ref() == uint64(w.ref) {
			c.at++
		}
		if at := c.ref(); at < least {
			least = at
			w.kind = c.layout.kinds[c.layout.byRef()[c.at]]
		}
	}
	if least == math.MaxUint64 {
		return 0, false
	}
	w.ref = uint32(least)
	return w.ref, true
}

// read reads the cells of the series into a list that begins with the slot of the first row.
func (w *weaver) read(d *column.Decoder, cells []column.Cell) {
	first := w.rows[0].slot
	for i, r := range w.rows {
		c := &w.layouts[w.of[i]]
		if c.ref() == uint64(w.ref) {
			r.at(d, int(c.layout.byRef()[c.at]), &cells[r.slot-first])
		}
	}
}
