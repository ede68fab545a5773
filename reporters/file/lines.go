package file

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"github.com/binnacle-go/metrics/internal/jsonview"
	"github.com/binnacle-go/metrics/reporters"
)

// LinesOptions configure Lines. A nil *LinesOptions and zero fields mean the defaults.
type LinesOptions struct {
	// Name is for logs and health. Default: what the writer's method Name returns, if it has one, else "writer".
	Name string

	// Totals writes what was counted since the start instead of in the interval. Default: false, so that counts of
	// several lines add up and percentiles are those of the interval.
	Totals bool
}

// Lines write one JSON object a capture to a writer. They need no Close and are safe for concurrent use.
type Lines struct {
	to     io.Writer
	name   string
	totals bool
	turn   turn
	broken bool // the writer has a part of a line; belongs to whose turn it is
}

// NewLines returns a reporter that writes lines to w, each by one Write. It never closes w.
func NewLines(w io.Writer, o *LinesOptions) *Lines {
	l := &Lines{to: w, name: "writer", turn: newTurn()}
	if named, ok := w.(interface{ Name() string }); ok {
		l.name = named.Name()
	}
	if o != nil {
		l.totals = o.Totals
		if o.Name != "" {
			l.name = o.Name
		}
	}
	return l
}

// Name returns "lines/" and the name of what is written to.
func (l *Lines) Name() string { return "lines/" + l.name }

// Encode returns the line for one capture. A point is a series.
func (l *Lines) Encode(c *reporters.Capture) reporters.Batch {
	s := c.Interval
	if l.totals {
		s = c.Total
	}
	var line bytes.Buffer
	jsonview.Write(&line, s, jsonview.Options{Timestamp: c.Tick})
	return reporters.Batch{Body: line.Bytes(), Points: uint64(len(s.Series))}
}

// Send writes a line. It returns nil when the writer has taken all of it, and never later than ctx ends.
func (l *Lines) Send(ctx context.Context, body []byte) error {
	return l.turn.do(ctx, body, func(body []byte) error {
		if err := l.write(body); err != nil {
			return fmt.Errorf("write a line to %s: %w", l.name, classify(err))
		}
		return nil
	})
}

// write ends a line that was broken off before it begins another one.
func (l *Lines) write(body []byte) error {
	if l.broken {
		body = append([]byte{'\n'}, body...)
	}
	n, err := l.to.Write(body)
	if err == nil && n < len(body) {
		err = io.ErrShortWrite
	}
	l.broken = err != nil && (l.broken || n > 0)
	return err
}
