// Package window reads ranges of time as people and scripts write them.
package window

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A Window is a range of time that a request is about. The zero Window is none in particular.
type Window struct {
	Span     time.Duration // the last of it, 0 if absolute
	From, To time.Time     // absolute; To is zero for the newest sample
}

// All is the Span of a range of everything that is kept. It is longer than any that can be asked for by its length.
const All = 1<<63 - 1

// all is how it is written.
const all = "all"

// Given reports whether any range was asked for.
func (w Window) Given() bool { return w.Span > 0 || w.Absolute() }

// Absolute reports whether the range begins at a certain time.
func (w Window) Absolute() bool { return !w.From.IsZero() }

// Bounds are the ends of the window when the newest sample is of a time.
func (w Window) Bounds(newest time.Time) (from, to time.Time) {
	switch {
	case !w.Absolute():
		return newest.Add(-w.Span), newest
	case w.To.IsZero():
		return w.From, newest
	}
	return w.From, w.To
}

// Kept returns the window with the times of a source in the place of [All]: the last of it, from its first sample on. It
// is a little longer, whole minutes, so that those who ask at about the same time ask for the same.
func (w Window) Kept(from, newest time.Time) Window {
	if w.Span == All {
		w.Span = max(newest.Sub(from)+time.Minute-1, time.Minute).Truncate(time.Minute)
	}
	return w
}

// Parse reads a range and the times of its ends, each empty or nil when it was not given. Any two make a window, and
// each of the first two alone one that ends with the newest sample. The error names what is wrong: range, from or to.
func Parse(span, from, to *string) (w Window, err error) {
	if span != nil && *span == all {
		if from != nil || to != nil {
			return Window{}, errors.New("range=all is everything: leave out from and to")
		}
		return Window{Span: All}, nil
	}
	if span != nil {
		if w.Span, err = ParseSpan(*span); err != nil {
			return Window{}, fmt.Errorf("range: %w, nor \"all\"", err)
		}
	}
	if from != nil {
		if w.From, err = ParseTime(*from); err != nil {
			return Window{}, fmt.Errorf("from: %w", err)
		}
	}
	if to != nil {
		if w.To, err = ParseTime(*to); err != nil {
			return Window{}, fmt.Errorf("to: %w", err)
		}
	}
	return w.resolve()
}

// resolve turns a range that begins or ends somewhere into an absolute window.
func (w Window) resolve() (Window, error) {
	from, to := !w.From.IsZero(), !w.To.IsZero()
	switch {
	case from && to && w.Span > 0:
		return Window{}, errors.New("from, to and range together say too much: leave one of them out")
	case to && !from && w.Span == 0:
		return Window{}, errors.New("to alone does not say where to begin: add from or range")
	case from && w.Span > 0:
		w.To, w.Span = w.From.Add(w.Span), 0
	case to && w.Span > 0:
		w.From, w.Span = w.To.Add(-w.Span), 0
	case from && to && !w.From.Before(w.To):
		return Window{}, errors.New("from is not before to")
	}
	return w, nil
}

// latestTime is the end of the times that may be named: nanoseconds since 1970 have no room for much more.
var latestTime = time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)

// ParseTime reads a time as RFC 3339 or in seconds since 1970.
func ParseTime(text string) (time.Time, error) {
	t, err := parseUnix(text)
	if err != nil {
		t, err = time.Parse(time.RFC3339, repaired(text))
	}
	if err != nil {
		return time.Time{}, fmt.Errorf("%q is not a time such as 2006-01-02T15:04:05Z, or seconds since 1970 such as 1136214245", text)
	}
	if t.Unix() <= 0 || t.After(latestTime) {
		return time.Time{}, fmt.Errorf("%q is not between the years 1970 and 2200; a number is in seconds", text)
	}
	return t, nil
}

// parseUnix reads seconds, exactly to the nanosecond.
func parseUnix(text string) (time.Time, error) {
	whole, fraction, _ := strings.Cut(text, ".")
	seconds, err := strconv.ParseUint(whole, 10, 63)
	if err != nil {
		return time.Time{}, err
	}
	nanos, err := strconv.ParseUint((fraction + "000000000")[:9], 10, 63)
	if err != nil || strings.Trim(fraction, "0123456789") != "" {
		return time.Time{}, fmt.Errorf("%q is not a fraction", fraction)
	}
	return time.Unix(int64(seconds), int64(nanos)), nil
}

// repaired puts back the plus sign that a query string makes a blank of unless it was escaped, and takes a blank
// between date and time for the T.
func repaired(text string) string {
	date, rest, ok := strings.Cut(text, " ")
	if ok && len(date) == len(time.DateOnly) {
		text = date + "T" + rest
	}
	return strings.ReplaceAll(text, " ", "+")
}
