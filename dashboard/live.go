package dashboard

import (
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/binnacle-go/metrics/dashboard/internal/view"
)

// retryAfter is when a page that was refused a stream may try again, in seconds. Until then it polls.
const retryAfter = "30"

// serveLive answers with what changes on a page: as server-sent events, or once.
func (d *Dashboard) serveLive(w http.ResponseWriter, r *http.Request, q *request) {
	v, err := d.newView(q)
	if err == nil && (q.window.Absolute() || d.registry == nil) {
		err = errorf(http.StatusBadRequest, "what is in the past does not change: leave out live")
	}
	switch {
	case err != nil && q.stream:
		writeText(w, err.status, err.message+"\n")
	case err != nil:
		d.serveError(w, r, q, err)
	case q.stream:
		d.serveStream(w, r, q, v)
	default:
		_, data := d.live.update(d.history, v, q.after, q.whole)
		w.Header().Set("Content-Type", typeJSON)
		w.Write(data)
	}
}

// serveStream sends an update for each sample until the client is gone or the dashboard is closed.
func (d *Dashboard) serveStream(w http.ResponseWriter, r *http.Request, q *request, v *view.View) {
	leave, ok := d.live.enter(peer(r), d.options.MaxStreams, d.options.MaxStreamsPerAddress)
	if !ok {
		w.Header().Set("Retry-After", retryAfter)
		writeText(w, http.StatusServiceUnavailable, "there are too many live streams: poll instead\n")
		return
	}
	defer leave()
	ticks, cancel := d.history.Subscribe()
	defer cancel()
	s := newStream(w)
	if !s.open() || r.Method == http.MethodHead {
		return
	}
	for after, whole := lastSeen(r, q), q.whole; ; {
		if n, data := d.live.update(d.history, v, after, whole); n != after {
			if s.send(n, data) != nil {
				return
			}
			after, whole = n, false
		}
		select {
		case _, more := <-ticks:
			if !more {
				return
			}
		case <-r.Context().Done():
			return
		case <-d.closed:
			return
		}
	}
}

// lastSeen is the sample that the client has already. A browser that connects again says so in a header.
func lastSeen(r *http.Request, q *request) uint64 {
	if n, err := strconv.ParseUint(r.Header.Get("Last-Event-ID"), 10, 64); err == nil {
		return n
	}
	return q.after
}

// peer is the address that a request comes from, without the port.
func peer(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// writeLimit is how long a client may take to accept an update.
const writeLimit = 5 * time.Second

// stream writes server-sent events.
type stream struct {
	w  http.ResponseWriter
	rc *http.ResponseController
}

func newStream(w http.ResponseWriter) *stream {
	return &stream{w: w, rc: http.NewResponseController(w)}
}

// open begins the answer. It is false, and the answer complete, if the server cannot stream.
func (s *stream) open() bool {
	h := s.w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("X-Accel-Buffering", "no")
	// A server's own limits are for answers that end. Where they cannot be lifted, the page connects again.
	_ = s.rc.SetReadDeadline(time.Time{})
	if err := s.write("retry: 2000\n\n"); err != nil {
		return false
	}
	return true
}

func (s *stream) send(id uint64, data []byte) error {
	return s.write(fmt.Sprintf("id: %d\ndata: %s\n\n", id, data))
}

func (s *stream) write(event string) error {
	_ = s.rc.SetWriteDeadline(time.Now().Add(writeLimit))
	if _, err := s.w.Write([]byte(event)); err != nil {
		return err
	}
	return s.rc.Flush()
}
