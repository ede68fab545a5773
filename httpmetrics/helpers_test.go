package httpmetrics_test

import (
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"runtime"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/httpmetrics"
)

// protocols are the servers that a test runs against.
var protocols = []string{"HTTP/1.1", "HTTP/2.0"}

// serve starts a server of the protocol, which does not log.
func serve(t *testing.T, protocol string, h http.Handler) *httptest.Server {
	t.Helper()
	srv := httptest.NewUnstartedServer(h)
	srv.Config.ErrorLog = log.New(io.Discard, "", 0)
	if protocol == "HTTP/2.0" {
		srv.EnableHTTP2 = true
		srv.StartTLS()
	} else {
		srv.Start()
	}
	srv.Client().CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	t.Cleanup(srv.Close)
	return srv
}

// measured returns a registry and the handler measured in it.
func measured(h http.Handler, o *httpmetrics.Options) (*metrics.Registry, http.Handler) {
	r := metrics.NewRegistry(nil)
	return r, httpmetrics.Middleware(r.Scope, o)(h)
}

// do sends a request and returns the answer, its body read and closed.
func do(t *testing.T, srv *httptest.Server, method, path string, body io.Reader) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, srv.URL+path, body)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := srv.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	got, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(got)
}

// call serves a request without a server.
func call(h http.Handler, method, path string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(method, path, nil))
	return w
}

func requests(route, status string) (string, []metrics.Label) {
	return "http/server/requests", []metrics.Label{metrics.L("route", route), metrics.L("status", status)}
}

// await polls for a count: a client has its answer a moment before the handler's call is recorded.
func await(t *testing.T, r *metrics.Registry, want uint64, name string, labels ...metrics.Label) metrics.Series {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); ; runtime.Gosched() {
		s := r.Snapshot()
		x, _ := s.Get(name, labels...)
		if x.Count == want {
			return x
		}
		if time.Now().After(deadline) || x.Count > want {
			t.Fatalf("%s %v counts %d, want %d; there are %v", name, labels, x.Count, want, ids(s))
		}
	}
}

func awaitRequests(t *testing.T, r *metrics.Registry, want uint64, route, status string) metrics.Series {
	t.Helper()
	name, labels := requests(route, status)
	return await(t, r, want, name, labels...)
}

func ids(s *metrics.Snapshot) (out []string) {
	for i := range s.Series {
		out = append(out, s.Series[i].ID())
	}
	return out
}

// inFlight returns the gauge of a route, NaN-free: 0 if there is none.
func inFlight(r *metrics.Registry, name, key, value string) float64 {
	x, _ := r.Snapshot().Get(name, metrics.L(key, value))
	return x.Value
}
