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
	buf    []byte
	head   []byte // metadata lines that go before the next sample
	labels []byte // of the present series
	counts []uint64
}

func (w *writer) writeAll(out io.Writer, series []metrics.Series, l *layout) error {
	w.syntax, w.buf = l.format.Syntax, w.buf[:0]
	for i := range l.families {
		f := &l.families[i]
		n := next(series)
		if err := w.writeFamily(out, f, series[:n], l.format.Escaping); err != nil {
			return err
		}
		series = series[n:]
	}
	if w.syntax == OpenMetrics100 {
		w.buf = append(w.buf, "# EOF\n"...)
	}
	return w.flush(out)
}

func (w *writer) writeFamily(out io.Writer, f *family, series []metrics.Series, e Escaping) error {
	labels := labellingOf(f, series, e)
	for i := range f.parts {
		p := &f.parts[i]
		w.head = p.head
		for j := range series {
			w.labels = labels.appendLabels(w.labels[:0], series[j].Labels, j)
			p.write(w, f, p, &series[j])
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

func (w *writer) writeCount(_ *family, p *part, s *metrics.Series) { w.integer(&p.sample, s.Count) }

func (w *writer) writeErrors(_ *family, p *part, s *metrics.Series) { w.integer(&p.sample, s.Errors) }

func (w *writer) writeClamped(_ *family, p *part, s *metrics.Series) {
	w.integer(&p.sample, s.Low+s.High)
}

func (w *writer) writeRejected(_ *family, p *part, s *metrics.Series) {
	w.integer(&p.sample, s.Rejected)
}

func (w *writer) writeValue(_ *family, p *part, s *metrics.Series) { w.number(&p.sample, s.Value) }

func (w *writer) writeMax(_ *family, p *part, s *metrics.Series) { w.number(&p.sample, s.Dist.Max()) }

func (w *writer) writeText(_ *family, p *part, s *metrics.Series) {
	if s.Err == "" {
		w.tagged(p, `value=`, s.Text)
		w.end(1)
	}
}

func (w *writer) writeStates(_ *family, p *part, s *metrics.Series) {
	for i := range s.States {
		w.tagged(p, p.tag, s.States[i].State)
		var value uint64
		if s.States[i].Current {
			value = 1
		}
		w.end(value)
	}
}

func (w *writer) writeStateTimes(_ *family, p *part, s *metrics.Series) {
	for i := range s.States {
		w.tagged(p, `state=`, s.States[i].State)
		w.endFloat(s.States[i].Time.Seconds())
	}
}

// integer writes a sample of exactly n.
func (w *writer) integer(o *opening, n uint64) {
	w.begin(o, nil)
	w.end(n)
}

// number writes a sample of v, or nothing where there is no value.
func (w *writer) number(o *opening, v float64) {
	if math.IsNaN(v) {
		return
	}
	w.begin(o, nil)
	w.endFloat(v)
}

// tagged begins a sample with one more label, whose key and equals sign are given.
func (w *writer) tagged(p *part, key, value string) {
	n := len(w.labels)
	if n > 0 {
		w.labels = append(w.labels, ',')
	}
	w.labels = appendValue(append(w.labels, key...), value)
	w.begin(&p.sample, nil)
	w.labels = w.labels[:n]
}

// begin writes a sample up to its value. The further label may be nil.
func (w *writer) begin(o *opening, further []byte) {
	w.buf = append(w.buf, w.head...)
	w.head = nil
	b := append(w.buf, o.text...)
	separator := byte('{')
	if o.quoted {
		separator = ','
	}
	for _, labels := range [...][]byte{w.labels, further} {
		if len(labels) > 0 {
			b = append(append(b, separator), labels...)
			separator = ','
		}
	}
	if separator == ',' {
		b = append(b, '}')
	}
	w.buf = append(b, ' ')
}

// end writes the value of a sample that was begun.
func (w *writer) end(n uint64) { w.buf = append(strconv.AppendUint(w.buf, n, 10), '\n') }

// endFloat does so for a number that is not whole by nature.
func (w *writer) endFloat(v float64) { w.buf = append(appendFloat(w.buf, v, w.syntax), '\n') }

// appendFloat appends a number as Go's %g; OpenMetrics wants to see that it is not an integer.
func appendFloat(b []byte, v float64, s Syntax) []byte {
	n := len(b)
	b = strconv.AppendFloat(b, v, 'g', -1, 64)
	if s == OpenMetrics100 && !math.IsInf(v, 0) && !strings.ContainsAny(string(b[n:]), ".e") {
		b = append(b, ".0"...)
	}
	return b
}
