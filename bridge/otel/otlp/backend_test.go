package otlp_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	metricspb "go.opentelemetry.io/proto/otlp/collector/metrics/v1"
	"google.golang.org/protobuf/proto"
)

// A backend keeps the requests that it gets, and answers as it is told.
type backend struct {
	*httptest.Server
	answer func(http.ResponseWriter, *http.Request)

	mu       sync.Mutex
	requests []*metricspb.ExportMetricsServiceRequest
	headers  []http.Header
}

func newBackend(t *testing.T) *backend {
	b := &backend{}
	b.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { b.serve(t, w, r) }))
	t.Cleanup(b.Close)
	return b
}

func (b *backend) serve(t *testing.T, w http.ResponseWriter, r *http.Request) {
	body, err := gzip.NewReader(r.Body)
	if err != nil {
		t.Error(err)
		return
	}
	text, err := io.ReadAll(body)
	request := &metricspb.ExportMetricsServiceRequest{}
	if err != nil || proto.Unmarshal(text, request) != nil {
		t.Errorf("a body of %d bytes: %v", len(text), err)
	}
	b.mu.Lock()
	b.requests, b.headers = append(b.requests, request), append(b.headers, r.Header)
	b.mu.Unlock()
	if b.answer != nil {
		b.answer(w, r)
	}
}

func status(code int, header, value, text string) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set(header, value)
		w.WriteHeader(code)
		_, _ = io.WriteString(w, text)
	}
}
