package influx

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/binnacle-go/metrics/reporters"
)

// classify returns what an answer other than 204 means for a batch of so many lines.
func classify(resp *http.Response, answer []byte, lines int) error {
	err := fmt.Errorf("%s%s", resp.Status, reason(resp, answer))
	switch resp.StatusCode {
	case http.StatusBadRequest, http.StatusUnprocessableEntity:
		if droppedAll(answer, lines) {
			return fmt.Errorf("%w: %w", reporters.ErrRejected, err)
		}
		return fmt.Errorf("%w: %w", reporters.ErrSplit, err)
	case http.StatusRequestEntityTooLarge:
		return fmt.Errorf("%w: %w", reporters.ErrSplit, err)
	case http.StatusUnauthorized, http.StatusForbidden:
		return fmt.Errorf("%w: check user, password or token, and what they may write to", err)
	case http.StatusNotFound:
		return fmt.Errorf("%w: check the URL, and that the database or bucket exists", err)
	}
	switch {
	case resp.StatusCode < 300:
		return fmt.Errorf("%w: InfluxDB would have answered 204; check the URL", err)
	case resp.StatusCode < 400:
		return fmt.Errorf("%w: redirects are not followed; check the URL", err)
	}
	if wait := retryAfter(resp.Header.Get("Retry-After"), time.Now()); wait > 0 {
		return &reporters.RetryError{After: wait, Err: err}
	}
	return err
}

// reason returns the beginning of what the server says, as one line.
func reason(resp *http.Response, answer []byte) string {
	text := resp.Header.Get("X-Influxdb-Error") // version 1
	if text == "" {
		text = string(answer)
	}
	text = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(text, "?"), func(c rune) bool { return c <= ' ' || c == 0x7f }), " ")
	if len(text) > maxReason {
		text = strings.ToValidUTF8(text[:maxReason], "") + "..."
	}
	if text == "" {
		return ""
	}
	return ": " + text
}

// droppedCount is how version 1 says how many points of a partial write it did not take.
var droppedCount = regexp.MustCompile(`partial write: .*dropped=(\d+)`)

// droppedAll reports whether the server says that it took no line at all, for instance because all are older than the
// retention: then halves of the batch would fare no better.
func droppedAll(answer []byte, lines int) bool {
	m := droppedCount.FindSubmatch(bytes.ReplaceAll(answer, []byte{'\n'}, []byte{' '}))
	if m == nil {
		return false
	}
	n, err := strconv.Atoi(string(m[1]))
	return err == nil && n >= lines
}

// retryAfter reads the header of that name: seconds, or a date.
func retryAfter(header string, now time.Time) time.Duration {
	n, err := strconv.Atoi(strings.TrimSpace(header))
	switch {
	case err == nil:
		return time.Duration(min(max(n, 0), 1<<20)) * time.Second
	case errors.Is(err, strconv.ErrRange):
		return time.Hour
	}
	date, err := http.ParseTime(header)
	if err != nil {
		return 0
	}
	return max(date.Sub(now), 0)
}
