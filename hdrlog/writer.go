package hdrlog

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/HdrHistogram/hdrhistogram-go"

	"github.com/binnacle-go/metrics"
)

// Options configure a Writer. A nil *Options and zero fields mean the defaults.
type Options struct {
	// Comment stands at the head of the log, for people: which program it is of, for instance. It may have several
	// lines. Default: none.
	Comment string
}

// A Writer writes a log. It is not safe for concurrent use.
type Writer struct {
	to      io.Writer
	comment string
	started bool            // the head of the log is written
	known   map[string]bool // tags whose steps have been told
	err     error           // the first of the writer below
	buf     bytes.Buffer
}

// NewWriter returns a Writer that has not written anything yet. To end a log nothing is needed but to close what w
// stands for.
func NewWriter(w io.Writer, o *Options) *Writer {
	out := &Writer{to: w, known: map[string]bool{}}
	if o != nil {
		out.comment = o.Comment
	}
	return out
}

// Write appends an interval in one call of the writer below; the first one has the head of the log before it. It takes
// some tenths of a millisecond for each distribution. An interval before 1970 is refused, for the format cannot tell it. After
// an error of the writer below, every Write returns that error, for the log may end in the middle of a line.
func (w *Writer) Write(interval *metrics.Snapshot) error {
	if w.err != nil {
		return w.err
	}
	if interval.Start.Unix() < 0 {
		return fmt.Errorf("hdrlog: the interval begins at %v; use one that begins in 1970 or later", interval.Start)
	}
	defer w.buf.Reset()
	if !w.started {
		w.head(interval)
	}
	for i := range interval.Series {
		w.line(interval, &interval.Series[i])
	}
	if _, err := w.to.Write(w.buf.Bytes()); err != nil {
		w.err = fmt.Errorf("hdrlog: write the log: %w", err)
		return w.err
	}
	w.started = true
	return nil
}

// head writes what stands before the first interval. Errors cannot be: it is written to memory.
func (w *Writer) head(first *metrics.Snapshot) {
	log := hdrhistogram.NewHistogramLogWriter(&w.buf)
	for line := range strings.FieldsFuncSeq(w.comment, func(r rune) bool { return r == '\n' || r == '\r' }) {
		w.remark(line)
	}
	_ = log.OutputLogFormatVersion()
	_ = log.OutputStartTime(first.Start.UnixMilli())
	_ = log.OutputLegend()
}

// line writes the observations of a series, if there are any.
func (w *Writer) line(interval *metrics.Snapshot, s *metrics.Series) {
	if s.Dist == nil {
		return
	}
	tag := Tag(s)
	largest := s.Dist.Max()
	if s.Kind == metrics.KindTimer {
		largest *= 1e3
	} else if !w.known[tag] {
		w.known[tag] = true
		w.steps(tag, s)
	}
	start := float64(interval.Start.UnixMicro()) / 1e6
	length := max(interval.Time.Sub(interval.Start).Seconds(), 0)
	fmt.Fprintf(&w.buf, "Tag=%s,%f,%f,%f,%s\n", tag, start, length, min(largest, math.MaxFloat64), s.Dist.EncodeHDR())
}

// steps tells people what the numbers in a histogram's lines mean.
func (w *Writer) steps(tag string, s *metrics.Series) {
	size := strconv.FormatFloat(s.Dist.Resolution(), 'g', -1, 64)
	w.remark(fmt.Sprintf("Tag=%s counts in steps of %s %q", tag, size, s.Unit))
}

// remark writes a comment that no reader takes for the time at which the log starts.
func (w *Writer) remark(comment string) {
	log := hdrhistogram.NewHistogramLogWriter(&w.buf)
	_ = log.OutputComment(" " + strings.ReplaceAll(comment, "#[", "# ["))
}
