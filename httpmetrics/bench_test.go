package httpmetrics_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/httpmetrics"
)

// discard is a ResponseWriter that costs nothing.
type discard struct{ header http.Header }

func (d discard) Header() http.Header         { return d.header }
func (d discard) Write(p []byte) (int, error) { return len(p), nil }
func (d discard) WriteHeader(int)             {}

var body = []byte("hello")

func hello(w http.ResponseWriter, _ *http.Request) { w.Write(body) }

func helloMux() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /fixed", hello)
	mux.HandleFunc("GET /users/{id}/orders/{order}", hello)
	return mux
}

func BenchmarkMiddleware(b *testing.B) {
	scope := metrics.NewRegistry(nil).Scope
	handlers := []struct {
		name string
		h    http.Handler
	}{
		{"bare", helloMux()},
		{"measured", httpmetrics.Middleware(scope, nil)(helloMux())},
	}
	for _, path := range []string{"/fixed", "/users/7/orders/8"} {
		for _, x := range handlers {
			b.Run(x.name+path, func(b *testing.B) {
				w, r := discard{http.Header{}}, httptest.NewRequest("GET", path, nil)
				b.ReportAllocs()
				for b.Loop() {
					x.h.ServeHTTP(w, r)
				}
			})
		}
	}
}

func BenchmarkMiddlewareInParallel(b *testing.B) {
	h := httpmetrics.Middleware(metrics.NewRegistry(nil).Scope, nil)(helloMux())
	b.RunParallel(func(pb *testing.PB) {
		w, r := discard{http.Header{}}, httptest.NewRequest("GET", "/fixed", nil)
		for pb.Next() {
			h.ServeHTTP(w, r)
		}
	})
}

// BenchmarkMiddlewareInsideMux measures without the second lookup of the pattern.
func BenchmarkMiddlewareInsideMux(b *testing.B) {
	mux := http.NewServeMux()
	mux.Handle("GET /fixed", httpmetrics.Middleware(metrics.NewRegistry(nil).Scope, nil)(http.HandlerFunc(hello)))
	w, r := discard{http.Header{}}, httptest.NewRequest("GET", "/fixed", nil)
	b.ReportAllocs()
	for b.Loop() {
		mux.ServeHTTP(w, r)
	}
}

// BenchmarkLookup is the cost of knowing the route beforehand.
func BenchmarkLookup(b *testing.B) {
	mux := helloMux()
	for _, path := range []string{"/fixed", "/users/7/orders/8"} {
		b.Run(path, func(b *testing.B) {
			r := httptest.NewRequest("GET", path, nil)
			b.ReportAllocs()
			for b.Loop() {
				mux.Handler(r)
			}
		})
	}
}

func BenchmarkServer(b *testing.B) {
	for _, measured := range []bool{false, true} {
		name, h := "bare", http.Handler(helloMux())
		if measured {
			name, h = "measured", httpmetrics.Middleware(metrics.NewRegistry(nil).Scope, nil)(h)
		}
		b.Run(name, func(b *testing.B) {
			srv := httptest.NewServer(h)
			defer srv.Close()
			for b.Loop() {
				resp, err := srv.Client().Get(srv.URL + "/fixed")
				if err != nil {
					b.Fatal(err)
				}
				resp.Body.Close()
			}
		})
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func BenchmarkTransport(b *testing.B) {
	resp := &http.Response{StatusCode: 200, Body: http.NoBody}
	rt := httpmetrics.Transport(metrics.NewRegistry(nil).Scope, roundTripper(func(*http.Request) (*http.Response, error) {
		return resp, nil
	}), nil)
	r := httptest.NewRequest("GET", "http://example.com/", nil)
	b.ReportAllocs()
	for b.Loop() {
		rt.RoundTrip(r)
	}
}
