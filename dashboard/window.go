package dashboard

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// window is the time that a request is about. The zero window is none in particular.
type window struct {
	span     time.Duration // the last of it, 0 if absolute
	from, to time.Time     // absolute; to is zero for the newest sample
}

func (w window) given() bool    { return w.span > 0 || w.absolute() }
func (w window) absolute() bool { return !w.from.IsZero() }

// bounds are the ends of the window when the newest sample is of a time.
func (w window) bounds(newest time.Time) (from, to time.Time) {
	switch {
	case !w.absolute():
		return newest.Add(-w.span), newest
	case w.to.IsZero():
		return w.from, newest
	}
	return w.from, w.to
}

// texts are the ends of an absolute window as they stand in links.
func (w window) texts() (from, to string) {
	if w.absolute() {
		from = w.from.UTC().Format(time.RFC3339Nano)
	}
	if !w.to.IsZero() {
		to = w.to.UTC().Format(time.RFC3339Nano)
	}
	return from, to
}

// parseWindow reads range=, from= and to=, of which any two make a window, and each of the first two alone one that
// ends with the newest sample.
func parseWindow(values url.Values) (w window, failure *httpError) {
	read := func(name string, parse func(string) error) {
		if !values.Has(name) || failure != nil {
			return
		}
		if err := parse(values.Get(name)); err != nil {
			failure = errorf(http.StatusBadRequest, "%s: %w", name, err)
		}
	}
	read("range", func(text string) (err error) { w.span, err = parseSpan(text); return err })
	read("from", func(text string) (err error) { w.from, err = parseTime(text); return err })
	read("to", func(text string) (err error) { w.to, err = parseTime(text); return err })
	if failure != nil {
		return window{}, failure
	}
	return w.resolve()
}

// resolve turns a range that begins or ends somewhere into an absolute window.
func (w window) resolve() (window, *httpError) {
	from, to := !w.from.IsZero(), !w.to.IsZero()
	switch {
	case from && to && w.span > 0:
		return window{}, errorf(http.StatusBadRequest, "from, to and range together say too much: leave one of them out")
	case to && !from && w.span == 0:
		return window{}, errorf(http.StatusBadRequest, "to alone does not say where to begin: add from or range")
	case from && w.span > 0:
		w.to, w.span = w.from.Add(w.span), 0
	case to && w.span > 0:
		w.from, w.span = w.to.Add(-w.span), 0
	case from && to && !w.from.Before(w.to):
		return window{}, errorf(http.StatusBadRequest, "from is not before to")
	}
	return w, nil
}

// latestTime is the end of the times that a request may name: nanoseconds since 1970 have no room for much more.
var latestTime = time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)

// parseTime reads a time as RFC 3339 or in seconds since 1970.
func parseTime(text string) (time.Time, error) {
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
