package httpmetrics_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/httpmetrics"
)

func ExampleMiddleware() {
	reg := metrics.NewRegistry(nil)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /users/{id}", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "user %s", r.PathValue("id"))
	})
	handler := httpmetrics.Middleware(reg.Scope, nil)(mux)

	// A server would call the handler; here it is called by hand.
	for _, path := range []string{"/users/1", "/users/2", "/nothing"} {
		handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", path, nil))
	}

	for _, s := range reg.Snapshot().Sub("http/server/requests").Series {
		fmt.Println(s.Count, s.ID())
	}
	// Output:
	// 1 http/server/requests{route="(none)",status="4xx"}
	// 2 http/server/requests{route="GET /users/{id}",status="2xx"}
}

func ExampleTransport() {
	reg := metrics.NewRegistry(nil)
	srv := httptest.NewServer(http.NotFoundHandler())
	defer srv.Close()

	client := &http.Client{Transport: httpmetrics.Transport(reg.Scope, srv.Client().Transport, nil)}
	if resp, err := client.Get(srv.URL); err == nil {
		resp.Body.Close()
	}

	for _, s := range reg.Snapshot().Sub("http/client/requests").Series {
		fmt.Println(s.Count, s.Label("status"), s.Label("host") == srv.Listener.Addr().String())
	}
	// Output: 1 4xx true
}

// Here a handler between the middleware and the mux passes on a copy of the request, which hides the pattern that
// the mux finds. Looking it up in the mux helps.
func ExampleOptions() {
	reg := metrics.NewRegistry(nil)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /users/{id}", func(http.ResponseWriter, *http.Request) {})
	copying := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mux.ServeHTTP(w, r.Clone(r.Context()))
	})
	handler := httpmetrics.Middleware(reg.Scope, &httpmetrics.Options{
		Route: func(r *http.Request) string {
			_, pattern := mux.Handler(r)
			return pattern
		},
	})(copying)

	handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/users/1", nil))

	for _, s := range reg.Snapshot().Sub("http/server/requests").Series {
		fmt.Println(s.Count, s.Label("route"))
	}
	// Output: 1 GET /users/{id}
}
