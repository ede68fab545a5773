package httpmetrics

import (
	"net/http"
	"strings"

	"github.com/binnacle-go/metrics"
)

// withTrace returns the request with the ids of its traceparent header in its context; the request itself if it has
// no valid one, or its context has ids already.
func withTrace(r *http.Request) *http.Request {
	headers := r.Header["Traceparent"]
	if len(headers) != 1 { // several contradict each other
		return r
	}
	traceID, spanID, ok := parseTraceparent(headers[0])
	if !ok {
		return r
	}
	if known, _ := metrics.TraceFromContext(r.Context()); known != "" {
		return r
	}
	return r.WithContext(metrics.ContextWithTrace(r.Context(), traceID, spanID))
}

// giveBack passes on what a handler left in a copy of the request to those that have the request itself: the route for
// middlewares around this one, and to the server the temporary files that it removes.
func giveBack(r, inner *http.Request) {
	if r != inner {
		r.Pattern, r.MultipartForm = inner.Pattern, inner.MultipartForm
	}
}

// parseTraceparent returns the ids in the value of a header of that name. The format is that of W3C Trace Context,
// https://www.w3.org/TR/trace-context/#traceparent-header: VERSION-TRACE-PARENT-FLAGS in lower-case hexadecimal digits,
// 2, 32, 16 and 2 of them; versions above 00 may go on behind a further dash. Ids of zeros and version ff are invalid.
func parseTraceparent(s string) (traceID, spanID string, ok bool) {
	const length = 2 + 1 + 32 + 1 + 16 + 1 + 2
	if len(s) < length || len(s) > length && (s[:2] == "00" || s[length] != '-') {
		return "", "", false
	}
	if s[2] != '-' || s[35] != '-' || s[52] != '-' {
		return "", "", false
	}
	version, flags := s[:2], s[53:length]
	traceID, spanID = s[3:35], s[36:52]
	if version == "ff" || !isHex(version) || !isHex(traceID) || !isHex(spanID) || !isHex(flags) {
		return "", "", false
	}
	if strings.Trim(traceID, "0") == "" || strings.Trim(spanID, "0") == "" {
		return "", "", false
	}
	return traceID, spanID, true
}

func isHex(s string) bool { return strings.Trim(s, "0123456789abcdef") == "" }
