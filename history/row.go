package history

import (
	"math"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history/internal/column"
)

// A row is one sample: what each series did in the slot that ends with it. It never changes.
type row struct {
	slot   uint64
	span   uint64 // steps that it tells of; more than one if it came late
	layout *layout
	cells  []uint64 // counters, meters: the increment; gauges: the bits of the value; others: where they are kept
	blob   []byte   // spreads, and columns of one cell
	texts  []string
}

// The cells of timers, histograms, states and texts hold 1 + the place in blob or texts, and nothing where nothing
// happened.
const nothing = 0

func newRow(slot, span uint64, l *layout, blob int) *row {
	return &row{slot: slot, span: span, layout: l, cells: make([]uint64, 0, len(l.refs)), blob: make([]byte, 0, blob)}
}

// rowBytes is the memory that a row takes beside its cells.
const rowBytes = 160

func (r *row) size() int {
	n := rowBytes + 8*cap(r.cells) + cap(r.blob) + 16*cap(r.texts)
	for _, t := range r.texts {
		n += len(t)
	}
	return n
}

// wholeWide keeps all the buckets that a distribution has.
const wholeWide = 15

// put adds the cell of the next series.
func (r *row) put(e *column.Encoder, kind metrics.Kind, c *column.Cell) {
	switch kind {
	case metrics.KindCounter, metrics.KindMeter:
		r.putCount(c.Count)
	case metrics.KindGauge:
		r.putGauge(c.Last)
	case metrics.KindText:
		r.putText(c.Text)
	case metrics.KindTimer, metrics.KindHistogram:
		r.putSpread(c)
	default:
		r.putStates(e, c)
	}
}

func (r *row) putCount(n uint64) { r.cells = append(r.cells, n) }

func (r *row) putGauge(v float64) { r.cells = append(r.cells, math.Float64bits(v)) }

func (r *row) putSpread(c *column.Cell) {
	r.cells = append(r.cells, uint64(len(r.blob))+1)
	r.blob = column.AppendLoose(r.blob, c)
}

func (r *row) putStates(e *column.Encoder, c *column.Cell) {
	r.cells = append(r.cells, uint64(len(r.blob))+1)
	c.Span = r.span
	r.blob = e.Append(r.blob, metrics.KindState, []column.Cell{*c}, r.span, wholeWide)
}

// idle adds the cell of a series that has not done anything.
func (r *row) idle() { r.cells = append(r.cells, nothing) }

// cell reads the cell of a series into c, if the series was sampled. Its spread is valid until the next one is read.
func (r *row) cell(d *column.Decoder, ref uint32, c *column.Cell) (ok bool) {
	at, ok := r.layout.find(ref)
	if ok {
		r.at(d, at, c)
	}
	return ok
}

func (r *row) at(d *column.Decoder, at int, c *column.Cell) {
	*c = column.Cell{Span: r.span}
	v := r.cells[at]
	switch r.layout.kinds[at] {
	case metrics.KindCounter, metrics.KindMeter:
		c.Count = v
	case metrics.KindGauge:
		c.Gauge(math.Float64frombits(v))
	case metrics.KindText:
		c.Text = r.text(at)
	case metrics.KindTimer, metrics.KindHistogram:
		if v != nothing {
			_, _ = d.Loose(r.blob[v-1:], c) // written by put, or checked
		}
	default:
		if v == nothing {
			return
		}
		_ = d.Each(r.blob[v-1:], 1, r.span, func(_ int, found *column.Cell) bool { // written by put, or checked
			*c = *found
			return true
		})
	}
}
