package exposition

import (
	"errors"
	"io"
	"sync/atomic"

	"github.com/binnacle-go/metrics"
)

// An Encoder writes snapshots as expositions. It remembers the names and labels of the last snapshot as they are
// written in each format, so that as long as the series stay the same, encoding writes little but numbers and
// allocates next to nothing: one Encoder should serve all scrapes of a registry. It is safe for concurrent use.
type Encoder struct {
	options Options
	layouts [syntaxes][escapings]atomic.Pointer[layout]
	idle    chan *writer // not a sync.Pool: that is emptied between scrapes
}

// NewEncoder returns an Encoder. The options may be nil.
func NewEncoder(o *Options) *Encoder {
	e := &Encoder{idle: make(chan *writer, maxIdle)}
	if o != nil {
		e.options = *o
	}
	return e
}

var errFormat = errors.New("exposition: unknown format; use one of the constants for syntax and escaping")

// Encode writes a snapshot in a format, in pieces of some tens of kilobytes. The error is that of w, or says that
// there is no such format. Names depend on all families of the snapshot where they meet; in a part of a snapshot
// a name may be free that in the whole is not.
func (e *Encoder) Encode(w io.Writer, s *metrics.Snapshot, f Format) error {
	if !f.valid() {
		return errFormat
	}
	out := e.writer()
	defer e.release(out)
	return out.writeAll(w, s.Series, e.layout(s.Series, f))
}

// EncodeOnly writes of a snapshot just the series that keep holds for, exactly as [Encoder.Encode] writes them among
// all the others: under the same names.
func (e *Encoder) EncodeOnly(w io.Writer, s *metrics.Snapshot, f Format, keep func(*metrics.Series) bool) error {
	if !f.valid() {
		return errFormat
	}
	out := e.writer()
	defer e.release(out)
	out.keep = keep
	return out.writeAll(w, s.Series, e.layout(s.Series, f))
}

// An Encoder keeps the buffers of two encodings, as long as they are of a usual size.
const (
	maxIdle   = 2
	maxBuffer = 8 * pieceSize
)

func (e *Encoder) writer() *writer {
	select {
	case w := <-e.idle:
		return w
	default:
		return new(writer)
	}
}

func (e *Encoder) release(w *writer) {
	w.text, w.keep = nil, nil
	if cap(w.buf)+cap(w.line)+cap(w.tag) > maxBuffer {
		return
	}
	select {
	case e.idle <- w:
	default:
	}
}

// Renamed returns how many metric families of a snapshot have a suffix in a format because their name was taken.
func (e *Encoder) Renamed(s *metrics.Snapshot, f Format) int {
	if !f.valid() {
		return 0
	}
	return e.layout(s.Series, f).renamed
}

func (e *Encoder) layout(series []metrics.Series, f Format) *layout {
	place := &e.layouts[f.Syntax][f.Escaping]
	l := place.Load()
	if !l.fits(series) {
		l = newLayout(series, f, &e.options, l)
		place.Store(l)
	}
	return l
}
