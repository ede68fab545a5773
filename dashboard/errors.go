package dashboard

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/binnacle-go/metrics"
)

// httpError is an answer other than what was asked for.
type httpError struct {
	status  int
	message string
	cause   error // may be nil
}

func (e *httpError) Error() string { return e.message }
func (e *httpError) Unwrap() error { return e.cause }

func errorf(status int, form string, args ...any) *httpError {
	err := fmt.Errorf(form, args...)
	return &httpError{status: status, message: err.Error(), cause: errors.Unwrap(err)}
}

// query returns what is wrong with a query, nil if that is not the error.
func (e *httpError) query() *metrics.QueryError {
	var q *metrics.QueryError
	errors.As(e, &q)
	return q
}

// position returns the byte of the query at which a fault lies.
func (e *httpError) position() (int, bool) {
	if q := e.query(); q != nil {
		return q.Pos, true
	}
	return 0, false
}

// lines is the error for people, with a mark below the place in the query at which a fault lies.
func (e *httpError) lines() string {
	text := e.message
	if q := e.query(); q != nil {
		before := printable(q.Query[:q.Pos])
		text += "\n  " + before + printable(q.Query[q.Pos:]) + "\n  " + strings.Repeat(" ", columnsOf(before)) + "^"
	}
	return text
}

// serveError answers with an error in the format that was asked for.
func (d *Dashboard) serveError(w http.ResponseWriter, r *http.Request, q *request, e *httpError) {
	switch q.format {
	case formatHTML:
		d.serveErrorPage(w, r, q, e)
	case formatJSON, formatPrettyJSON:
		w.Header().Set("Content-Type", typeJSON)
		w.WriteHeader(e.status)
		errorJSON(w, e, q.format == formatPrettyJSON)
	case formatText, formatCSV:
		writeText(w, e.status, e.lines()+"\n")
	default:
		writeText(w, e.status, comment(e.lines()))
	}
}

func writeText(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", typeText)
	w.WriteHeader(status)
	w.Write([]byte(text))
}

// comment is a text as comments of the exposition.
func comment(text string) string {
	return "# " + strings.ReplaceAll(text, "\n", "\n# ") + "\n"
}

// logPanic reports a panic while an answer was made.
func (d *Dashboard) logPanic(value any, stack []byte) {
	d.logger().Error("dashboard: a panic while answering a request", "panic", fmt.Sprint(value), "stack", string(stack))
}
