// Package httpmetrics measures HTTP servers by route and HTTP clients by host: rate, errors, duration and requests
// in flight.
//
//	mux := http.NewServeMux()
//	mux.HandleFunc("GET /search/{term}", search)
//	handler := httpmetrics.Middleware(metrics.Default().Scope, nil)(mux)
//
//	client := &http.Client{Transport: httpmetrics.Transport(metrics.Default().Scope, nil, nil)}
package httpmetrics

import "net/http"

// Options say how requests are told apart. A nil *Options and nil fields mean the defaults.
//
// What these functions return becomes a label, so it must not be taken from what strangers send: a raw path would
// make a series for each. In any case the registry's MaxSeries bounds the series and counts the rest together.
type Options struct {
	// Route names the route of a request that a server got. Middleware calls it before the handler runs, for the
	// count of requests in flight, and again after it, for all else; it may return "" as long as it does not know.
	// Default: the pattern of the http.ServeMux that routes the request.
	Route func(*http.Request) string
	// Host names the server that a client's request goes to. Default: the host and port of its URL.
	Host func(*http.Request) string
}

// Values of the label "status" beside the classes of status codes, "1xx" to "5xx".
const (
	statusOther    = "other"    // a code from 600 on
	statusHijacked = "hijacked" // the handler took the connection over
	statusPanic    = "panic"    // the handler panicked
	statusAborted  = "aborted"  // the handler panicked with http.ErrAbortHandler or ended its goroutine
	statusError    = "error"    // a client got no response
	statusCanceled = "canceled" // a client's caller gave the request up
)

func statusClass(code int) string {
	switch code / 100 {
	case 1:
		return "1xx"
	case 2:
		return "2xx"
	case 3:
		return "3xx"
	case 4:
		return "4xx"
	case 5:
		return "5xx"
	}
	return statusOther
}
