// Package jsonview writes a snapshot as the JSON document that the documentation of package dashboard describes.
package jsonview

import (
	"io"
	"sync/atomic"
	"time"

	"github.com/binnacle-go/metrics"
)

// Options say how the document is written.
type Options struct {
	Pretty    bool      // on many lines
	HDR       bool      // distributions for HdrHistogram too
	Path      string    // what was asked for; if that is one timer, it has its slow calls
	Timestamp time.Time // if not zero, the document begins with it as "@timestamp"
}

// Write writes the document of a snapshot and a line end, in pieces of some tens of kilobytes. Errors of w are ignored:
// it is memory.
func Write(w io.Writer, s *metrics.Snapshot, o Options) { new(document).write(w, s, newShape(s, o), o) }

// An Encoder writes documents of the whole of one registry. It remembers what is not a value: as long as the series
// stay the same, little but numbers is written anew. It is safe for concurrent use; the zero Encoder is ready.
type Encoder struct {
	last atomic.Pointer[shape]
	idle atomic.Pointer[document] // nil while it is in use
}

// Write does as the function of that name.
func (e *Encoder) Write(w io.Writer, s *metrics.Snapshot, o Options) {
	if !o.Timestamp.IsZero() {
		Write(w, s, o) // the time is part of the shape
		return
	}
	last := e.last.Load()
	if last == nil || !last.fits(s, o) {
		last = newShape(s, o)
		e.last.Store(last)
	}
	d := e.idle.Swap(nil)
	if d == nil {
		d = new(document)
	}
	d.write(w, s, last, o)
	e.idle.Store(d)
}

// document writes the values of a snapshot.
type document struct {
	writer
	seconds float64 // that the snapshot covers
	slow    bool
	hdr     bool
	numbers []float64 // room for statistics
}

func (d *document) write(to io.Writer, s *metrics.Snapshot, shape *shape, o Options) {
	*d = document{
		writer:  writer{buf: d.buf[:0], pretty: o.Pretty},
		seconds: s.Time.Sub(s.Start).Seconds(),
		slow:    o.Path != "" && len(s.Series) == 1 && s.Series[0].Name == o.Path,
		hdr:     o.HDR,
		numbers: d.numbers,
	}
	text := 0
	for i := range shape.holes {
		h := &shape.holes[i]
		d.buf = append(d.buf, shape.text[text:h.text]...)
		text = h.text
		d.depth, d.empty = h.depth, h.first
		d.value(&s.Series[h.series])
		if len(d.buf) >= chunk {
			d.flush(to)
		}
	}
	d.buf = append(append(d.buf, shape.text[text:]...), '\n')
	d.flush(to)
}

// chunk is how much is gathered before it is passed on.
const chunk = 16 << 10

// flush ignores errors: it writes to memory.
func (d *document) flush(to io.Writer) {
	_, _ = to.Write(d.buf)
	d.buf = d.buf[:0]
}

// value writes what a series holds: one value, or members of the present object.
func (d *document) value(x *metrics.Series) {
	if single(x.Kind) {
		d.single(x)
	} else {
		d.statistics(x)
	}
}

// single reports whether series of a kind are one plain value.
func single(kind metrics.Kind) bool {
	return kind == metrics.KindCounter || kind == metrics.KindGauge || kind == metrics.KindText
}

// single writes the value of a counter, gauge or text. There is none if a callback failed.
func (d *document) single(x *metrics.Series) {
	switch {
	case x.Err != "":
		d.null()
	case x.Kind == metrics.KindCounter:
		d.uint(x.Count)
	case x.Kind == metrics.KindText:
		d.string(x.Text)
	default:
		d.float(x.Value)
	}
}
