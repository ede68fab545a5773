package httpmetrics

import (
	"cmp"
	"errors"
	"net/http"
	"time"

	"github.com/binnacle-go/metrics"
)

// Names of routes that are none.
const (
	routeNone    = "(none)"    // no route matched
	routeUnknown = "(unknown)" // not routed yet, for requests in flight
)

// Middleware returns a function that wraps a handler so that its requests are measured, under "http/server" on the
// scope:
//
//   - requests{route,status}: a timer of whole calls of the handler, with 5xx, panics and aborts as errors; the
//     slowest keep their method, path (without the query), status and trace
//   - in_flight{route}: a gauge of the calls that have not returned
//   - response_size{route}: a histogram of the bytes of each body that the handler wrote; none for HEAD and
//     hijacked connections
//   - request_size{route}: a histogram of the declared Content-Length of requests that have a body
//
// The status is a class of codes, "2xx" to "5xx"; "hijacked" for a connection that the handler took over, as for
// websockets; "panic" for a handler that panicked; "aborted" if it did so with http.ErrAbortHandler. The panic goes
// on unchanged.
//
// The route is the pattern of the http.ServeMux that routed the request, "(none)" if none matched, and never the
// raw path. Wrap the mux itself, or a handler that is registered at a pattern, but not both, which would count
// twice. A handler between the middleware and the mux that passes on a copy of the request hides the pattern;
// then, and for other routers, see [Options]. The route of a request in flight is known beforehand when the handler
// is a mux (by looking the pattern up a second time) or registered at a pattern; else it is "(unknown)".
//
// A valid W3C traceparent header puts the ids of its trace and span into the context of the request, unless it has some
// (see [metrics.ContextWithTrace]), so that the slow calls of timers that the handler uses carry them too. Handlers then
// get a copy of the request, whose pattern is passed back.
//
// The handlers' ResponseWriter supports http.Flusher, http.Hijacker, io.ReaderFrom and http.ResponseController. The
// cost is one allocation and about a microsecond a request, three more with a traceparent header, and around a mux that
// of the second lookup. The function
// may be used for several handlers, which then share their instruments. All is safe for concurrent use.
func Middleware(scope *metrics.Scope, o *Options) func(http.Handler) http.Handler {
	s := newServer(scope.SubScope("http/server"), o)
	return func(next http.Handler) http.Handler {
		mux, _ := next.(*http.ServeMux)
		return &handler{server: s, next: next, mux: mux}
	}
}

// server holds the instruments of a middleware.
type server struct {
	route        func(*http.Request) string // nil: the pattern
	requests     *metrics.Vec[*metrics.Timer]
	inFlight     *metrics.Vec[*metrics.Gauge]
	responseSize *metrics.Vec[*metrics.Histogram]
	requestSize  *metrics.Vec[*metrics.Histogram]
}

func newServer(scope *metrics.Scope, o *Options) *server {
	if o == nil {
		o = &Options{}
	}
	route, bytes := []string{"route"}, metrics.Unit("By")
	return &server{
		route: o.Route,
		requests: scope.TimerVec("requests", []string{"route", "status"},
			metrics.Help("Time to answer HTTP requests, by route and class of status.")),
		inFlight: scope.GaugeVec("in_flight", route,
			metrics.Help("HTTP requests that are being answered, by route.")),
		responseSize: scope.HistogramVec("response_size", route, bytes,
			metrics.Help("Size of the bodies of HTTP responses, by route.")),
		requestSize: scope.HistogramVec("request_size", route, bytes,
			metrics.Help("Declared size of the bodies of HTTP requests, by route.")),
	}
}

// handler is what Middleware makes of a handler.
type handler struct {
	*server
	next http.Handler
	mux  *http.ServeMux // next, if it is one
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	inner := withTrace(r)
	defer giveBack(r, inner)
	h.serve(w, inner)
}

func (h *handler) serve(w http.ResponseWriter, r *http.Request) {
	inFlight := h.inFlight.With(cmp.Or(h.expectedRoute(r), routeUnknown))
	inFlight.Inc()
	answer, start := &response{ResponseWriter: w}, time.Now()
	returned, bodySize := false, r.ContentLength
	defer func() {
		p := recover()
		inFlight.Dec()
		h.record(r, answer, start, outcome(answer, returned, p), bodySize)
		if p != nil {
			panic(p)
		}
	}()
	h.next.ServeHTTP(answer, r)
	returned = true
}

// expectedRoute is the route as far as it is known before the handler runs.
func (h *handler) expectedRoute(r *http.Request) string {
	switch {
	case h.route != nil:
		return h.route(r)
	case h.mux != nil:
		_, pattern := h.mux.Handler(r)
		return cmp.Or(pattern, routeNone)
	}
	return r.Pattern
}

// outcome is the status of a call of a handler that returned, or panicked with p, or did neither.
func outcome(w *response, returned bool, p any) string {
	switch {
	case p == nil && !returned:
		return statusAborted
	case !returned:
		if err, ok := p.(error); ok && errors.Is(err, http.ErrAbortHandler) {
			return statusAborted
		}
		return statusPanic
	case w.hijacked:
		return statusHijacked
	case w.status == 0:
		return "2xx" // the server sends 200
	}
	return statusClass(w.status)
}

// finalRoute is the route as known after the handler: a mux has left its pattern in the request.
func (s *server) finalRoute(r *http.Request) string {
	if s.route != nil {
		return cmp.Or(s.route(r), routeNone)
	}
	return cmp.Or(r.Pattern, routeNone)
}

func (s *server) record(r *http.Request, w *response, start time.Time, status string, bodySize int64) {
	route := s.finalRoute(r)
	s.requests.With(route, status).StartAt(start).FailContext(r.Context(), failure(status),
		methodAttr(r.Method), pathAttr(r), statusAttr(cmp.Or(w.status, http.StatusOK), status))
	if r.Method != http.MethodHead && !w.hijacked {
		s.responseSize.With(route).Observe(float64(w.size))
	}
	if bodySize > 0 {
		s.requestSize.With(route).Observe(float64(bodySize))
	}
}
