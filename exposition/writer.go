package exposition

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/binnacle-go/metrics"
)

// pieceSize is how much is gathered before it is written.
const pieceSize = 32 << 10

// writer is the state of one encoding. Its buffers are used again by others.
type writer struct {
	syntax Syntax
	text   []byte // of the layout
	buf    []byte
	headed bool   // the metadata lines of the present part are written
	line   []byte // what the lines of a histogram begin with
	tag    []byte // a label that differs from sample to sample
	counts []uint64
	keep   func(*metrics.Series) bool // nil for all series
}

func (w *writer) writeAll(out io.Writer, series []metrics.Series, l *layout) error {
	w.syntax, w.text, w.buf = l.format.Syntax, l.text, w.buf[:0]
	place := 0
	for i := range l.families {
		if err := w.writeFamily(out, l, &l.families[i], series, place); err != nil {
			return err
		}
		place += len(l.families[i].members)
	}
	if w.syntax == OpenMetrics100 {
		w.buf = append(w.buf, "# EOF\n"...)
	}
	return w.flush(out)
}

// writeFamily writes the family whose series are at a place in the layout and behind it.
func (w *writer) writeFamily(out io.Writer, l *layout, f *family, series []metrics.Series, place int) error {
	for i := range f.parts {
		p := &f.parts[i]
		w.headed = false
		for j := range f.members {
			s := &series[l.position(place+j)]
			if w.keep != nil && !w.keep(s) {
				continue
			}
			p.write(w, f, p, &f.members[j], s)
			if len(w.buf) < pieceSize {
				continue
			}
			if err := w.flush(out); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *writer) flush(out io.Writer) error {
	_, err := out.Write(w.buf)
	w.buf = w.buf[:0]
	if err != nil {
		return fmt.Errorf("exposition: write: %w", err)
	}
	return nil
}

func (w *writer) writeCount(_ *family, p *part, m *member, s *metrics.Series) {
	w.integer(p, m, s.Count)
}

func (w *writer) writeErrors(_ *family, p *part, m *member, s *metrics.Series) {
	w.integer(p, m, s.Errors)
}

func (w *writer) writeClamped(_ *family, p *part, m *member, s *metrics.Series) {
	w.integer(p, m, s.Low+s.High)
}

func (w *writer) writeRejected(_ *family, p *part, m *member, s *metrics.Series) {
	w.integer(p, m, s.Rejected)
}

func (w *writer) writeValue(_ *family, p *part, m *member, s *metrics.Series) {
	w.number(p, m, s.Value)
}

func (w *writer) writeMax(_ *family, p *part, m *member, s *metrics.Series) {
	w.number(p, m, s.Dist.Max())
}

func (w *writer) writeText(_ *family, p *part, m *member, s *metrics.Series) {
	if s.Err == "" {
		w.tagged(p, m, `value=`, s.Text)
		w.end(1)
	}
}

func (w *writer) writeStates(_ *family, p *part, m *member, s *metrics.Series) {
	for i := range s.States {
		w.tagged(p, m, p.tag, s.States[i].State)
		var value uint64
		if s.States[i].Current {
			value = 1
		}
		w.end(value)
	}
}

func (w *writer) writeStateTimes(_ *family, p *part, m *member, s *metrics.Series) {
	for i := range s.States {
		w.tagged(p, m, `state=`, s.States[i].State)
		w.endFloat(s.States[i].Time.Seconds())
	}
}

// integer writes a sample of exactly n.
func (w *writer) integer(p *part, m *member, n uint64) {
	w.begin(&p.sample, m, nil)
	w.end(n)
}

// number writes a sample of v, or nothing where there is no value.
func (w *writer) number(p *part, m *member, v float64) {
	if math.IsNaN(v) {
		return
	}
	w.begin(&p.sample, m, nil)
	w.endFloat(v)
}

// tagged begins a sample with one more label, whose key and equals sign are given.
func (w *writer) tagged(p *part, m *member, key, value string) {
	w.tag = appendValue(append(w.tag[:0], key...), value)
	w.begin(&p.sample, m, w.tag)
}

// start returns where to begin with an opening: at the metadata lines if they are not written yet.
func (w *writer) start(o *opening) int {
	if w.headed {
		return o.name
	}
	w.headed = true
	return o.head
}

// begin writes a sample up to its value. The further label may be nil.
func (w *writer) begin(o *opening, m *member, further []byte) {
	if m.text == "" && len(further) == 0 {
		w.buf = append(w.buf, w.text[w.start(o):o.bare]...)
		return
	}
	b := append(append(w.buf, w.text[w.start(o):o.end]...), o.separator)
	b = append(b, m.text...)
	if m.text != "" && len(further) > 0 {
		b = append(b, ',')
	}
	b = append(b, further...)
	w.buf = append(b, '}', ' ')
}

// end writes the value of a sample that was begun.
func (w *writer) end(n uint64) { w.buf = append(strconv.AppendUint(w.buf, n, 10), '\n') }

// endFloat does so for a number that is not whole by nature.
func (w *writer) endFloat(v float64) { w.buf = append(appendFloat(w.buf, v, w.syntax), '\n') }

// appendFloat appends a number as Go's %g; OpenMetrics wants to see that it is not an integer.
func appendFloat(b []byte, v float64, s Syntax) []byte {
	if whole := int64(v); -1e6 < v && v < 1e6 && float64(whole) == v && whole != 0 { // as 'g' writes these, but faster
		b = strconv.AppendInt(b, whole, 10)
		if s == OpenMetrics100 {
			b = append(b, ".0"...)
		}
		return b
	}
	n := len(b)
	b = strconv.AppendFloat(b, v, 'g', -1, 64)
	if s == OpenMetrics100 && !math.IsInf(v, 0) && !strings.ContainsAny(string(b[n:]), ".e") {
		b = append(b, ".0"...)
	}
	return b
}
