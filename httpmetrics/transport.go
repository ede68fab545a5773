package httpmetrics

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/binnacle-go/metrics"
)

// Transport returns an http.RoundTripper that measures the requests it passes on to next, under "http/client" on
// the scope. A nil next is http.DefaultTransport.
//
//   - requests{host,status}: a timer of the time until the header of the response has arrived, with 5xx and
//     requests without a response as errors; the slowest keep their method, status and the trace of their context,
//     but not the path, which holds the key to some services
//   - in_flight{host}: a gauge of the requests that wait for that
//
// The status is a class of codes, "2xx" to "5xx"; "error" if there was no response; "canceled" if the caller gave
// the request up by canceling its context, which is no error. A redirect is a request of its own. The host is that
// of the URL, which [Options] may change. Requests, responses and their bodies are passed on untouched. It allocates
// nothing; it is safe for concurrent use if next is.
func Transport(scope *metrics.Scope, next http.RoundTripper, o *Options) http.RoundTripper {
	if next == nil {
		next = http.DefaultTransport
	}
	scope = scope.SubScope("http/client")
	t := &transport{
		next: next,
		host: func(r *http.Request) string { return r.URL.Host },
		requests: scope.TimerVec("requests", []string{"host", "status"},
			metrics.Help("Time until HTTP responses begin, by the server's host and class of status.")),
		inFlight: scope.GaugeVec("in_flight", []string{"host"},
			metrics.Help("HTTP requests that wait for a response, by the server's host.")),
	}
	if o != nil && o.Host != nil {
		t.host = o.Host
	}
	return t
}

type transport struct {
	next     http.RoundTripper
	host     func(*http.Request) string
	requests *metrics.Vec[*metrics.Timer]
	inFlight *metrics.Vec[*metrics.Gauge]
}

func (t *transport) RoundTrip(r *http.Request) (resp *http.Response, err error) {
	host := t.host(r)
	inFlight, start := t.inFlight.With(host), time.Now()
	inFlight.Inc()
	defer func() {
		inFlight.Dec()
		t.record(host, start, r, resp, err)
	}()
	return t.next.RoundTrip(r)
}

func (t *transport) record(host string, start time.Time, r *http.Request, resp *http.Response, err error) {
	code := 0
	if resp != nil {
		code = resp.StatusCode
	}
	status, failed := clientOutcome(resp, err)
	t.requests.With(host, status).StartAt(start).
		FailContext(r.Context(), failed, methodAttr(r.Method), statusAttr(code, status))
}

// CloseIdleConnections is what http.Client calls for its method of that name.
func (t *transport) CloseIdleConnections() {
	if c, ok := t.next.(interface{ CloseIdleConnections() }); ok {
		c.CloseIdleConnections()
	}
}

// clientOutcome is the status of a request and the error that it counts as, if any; a request whose transport
// panicked has neither response nor error.
func clientOutcome(resp *http.Response, err error) (status string, failed error) {
	switch {
	case errors.Is(err, context.Canceled):
		return statusCanceled, nil
	case err != nil:
		return statusError, err
	case resp == nil:
		return statusError, errNoResponse
	case resp.StatusCode/100 == 5:
		return "5xx", errServer
	}
	return statusClass(resp.StatusCode), nil
}
