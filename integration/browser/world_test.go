package browser_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
	"github.com/binnacle-go/metrics/httpmetrics"
	"github.com/binnacle-go/metrics/integration/internal/specimen"
	"github.com/binnacle-go/metrics/runtimemetrics"
)

// A world is a program with a bit of everything, which tests that change nothing share.
type world struct {
	registry  *metrics.Registry
	dashboard *dashboard.Dashboard
	server    *httptest.Server
	url       string
}

func newWorld() *world {
	reg := specimen.New()
	specimen.AddHostile(reg)
	runtimemetrics.Register(reg.Scope)
	traffic(reg)
	w := &world{registry: reg, dashboard: dashboard.New(reg, &dashboard.Options{Title: "world"})}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", w.dashboard)
	w.server = httptest.NewServer(mux)
	w.url = w.server.URL + "/metrics"
	return w
}

func (w *world) close() error {
	w.server.CloseClientConnections() // streams of pages that are still open
	w.server.Close()
	return w.dashboard.Close()
}

// traffic is what the requests of some routes leave in a registry.
func traffic(reg *metrics.Registry) {
	mux := http.NewServeMux()
	for i, route := range []string{"GET /search", "GET /file/{path...}", "POST /upload"} {
		mux.HandleFunc(route, func(w http.ResponseWriter, r *http.Request) {
			if r.ContentLength == int64(i) {
				w.WriteHeader(http.StatusInternalServerError)
			}
			fmt.Fprintln(w, time.Now())
		})
	}
	h := httpmetrics.Middleware(reg.Scope, nil)(mux)
	for range 20 {
		for _, target := range []string{"/search", "/file/a/b"} {
			h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, target, nil))
		}
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, "/upload", nil))
	}
}
