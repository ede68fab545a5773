package dashboard

import (
	"errors"
	"net/http"
	"runtime/debug"

	"github.com/binnacle-go/metrics/internal/window"
)

// ServeHTTP answers a request; the package documentation says with what.
func (d *Dashboard) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	setHeaders(w.Header())
	q, err := parseRequest(r)
	answer := newResponse(w)
	defer answer.release()
	if stream := d.render(answer, r, q, err); stream {
		d.serveLive(w, r, q)
		return
	}
	answer.send(r)
}

// admit returns why a request is not answered at all, nil if it is.
func (d *Dashboard) admit(w http.ResponseWriter, r *http.Request) *httpError {
	if err := d.authorize(r); err != nil {
		return err
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		return errorf(http.StatusMethodNotAllowed, "the method %s is not allowed: use GET or HEAD", r.Method)
	}
	if d.isClosed() {
		return errorf(http.StatusServiceUnavailable, "the dashboard is closed")
	}
	return nil
}

// render makes the answer in memory, unless it is a stream. A panic on the way becomes an error.
func (d *Dashboard) render(w *response, r *http.Request, q *request, err *httpError) (stream bool) {
	defer d.recoverTo(w, r, q)
	if refusal := d.admit(w, r); refusal != nil {
		err = refusal
	}
	if err == nil && q.window.Span == window.All {
		q.all, q.window = true, d.kept(q.window)
	}
	if err == nil && q.stream {
		return true
	}
	if err == nil {
		err = d.serve(w, r, q)
	}
	if err != nil {
		w.restart()
		d.serveError(w, r, q, err)
	}
	return false
}

func (d *Dashboard) serve(w http.ResponseWriter, r *http.Request, q *request) *httpError {
	switch {
	case q.asset != "":
		return serveAsset(w, r, q.asset)
	case q.live:
		d.serveLive(w, r, q)
		return nil
	case q.format == formatHTML && q.all && !q.snapshot:
		redirect(w, r, q)
		return nil
	case q.format == formatHTML:
		d.servePage(w, r, q)
		return nil
	}
	return d.serveData(w, q)
}

// recoverTo turns a panic into an error, in plain text in case the page of errors is what panicked.
func (d *Dashboard) recoverTo(w *response, r *http.Request, q *request) {
	value := recover()
	if value == nil {
		return
	}
	if err, ok := value.(error); ok && errors.Is(err, http.ErrAbortHandler) {
		panic(value)
	}
	d.logPanic(value, debug.Stack())
	w.restart()
	failure := errorf(http.StatusInternalServerError, "the answer could not be made; the program's log says why")
	if q.format == formatHTML {
		writeText(w, failure.status, failure.message+"\n")
		return
	}
	d.serveError(w, r, q, failure)
}
