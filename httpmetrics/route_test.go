package httpmetrics_test

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/httpmetrics"
)

// router stands for routers that leave the route in the request's context.
type router struct{}

type routeKey struct{}

func (router) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	*r.Context().Value(routeKey{}).(*string) = "/of/{router}"
	w.WriteHeader(http.StatusAccepted)
}

// withRoute prepares the context in which a router leaves the route.
func withRoute(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), routeKey{}, new(string))))
	})
}

// cloning stands for handlers that pass on a copy of the request.
func cloning(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), routeKey{}, nil)))
	})
}

func TestRoutes(t *testing.T) {
	t.Parallel()
	handle := func(pattern string, h http.Handler) *http.ServeMux {
		mux := http.NewServeMux()
		mux.Handle(pattern, h)
		return mux
	}
	users := handle("GET /users/{id}", http.HandlerFunc(hello))
	lookup := func(r *http.Request) string {
		_, pattern := users.Handler(r)
		return pattern
	}
	for _, tc := range []struct {
		name    string
		route   func(*http.Request) string
		h       func(measure func(http.Handler) http.Handler) http.Handler
		path    string
		want    string
		waiting string // route while in flight
	}{
		{"mux", nil, func(m func(http.Handler) http.Handler) http.Handler { return m(users) },
			"/users/7", "GET /users/{id}", "GET /users/{id}"},
		{"mux, encoded path", nil, func(m func(http.Handler) http.Handler) http.Handler { return m(users) },
			"/users/%2Fa%20b", "GET /users/{id}", "GET /users/{id}"},
		{"mux, unmatched", nil, func(m func(http.Handler) http.Handler) http.Handler { return m(users) },
			"/other/7", "(none)", "(none)"},
		{"host in the pattern", nil, func(m func(http.Handler) http.Handler) http.Handler {
			return m(handle("example.com/x/", http.HandlerFunc(hello)))
		}, "/x/7", "example.com/x/", "example.com/x/"},
		{"handler at a pattern", nil, func(m func(http.Handler) http.Handler) http.Handler {
			return handle("/x/{y}", m(http.HandlerFunc(hello)))
		}, "/x/7", "/x/{y}", "/x/{y}"},
		{"mux in a mux: the inner pattern", nil, func(m func(http.Handler) http.Handler) http.Handler {
			return m(handle("/users/", users))
		}, "/users/7", "GET /users/{id}", "/users/"},
		{"mux behind StripPrefix: the outer pattern", nil, func(m func(http.Handler) http.Handler) http.Handler {
			return m(handle("/api/", http.StripPrefix("/api", users)))
		}, "/api/users/7", "/api/", "/api/"},
		{"mux measured behind StripPrefix, unmatched", nil, func(m func(http.Handler) http.Handler) http.Handler {
			return handle("/api/", http.StripPrefix("/api", m(users)))
		}, "/api/other", "(none)", "(none)"},
		{"no mux", nil, func(m func(http.Handler) http.Handler) http.Handler { return m(http.HandlerFunc(hello)) },
			"/users/7", "(none)", "(unknown)"},
		{"mux behind a handler that clones", nil, func(m func(http.Handler) http.Handler) http.Handler { return m(cloning(users)) },
			"/users/7", "(none)", "(unknown)"},
		{"the same with a lookup", lookup, func(m func(http.Handler) http.Handler) http.Handler { return m(cloning(users)) },
			"/users/7", "GET /users/{id}", "GET /users/{id}"},
		{"the same, unmatched", lookup, func(m func(http.Handler) http.Handler) http.Handler { return m(cloning(users)) },
			"/other/7", "(none)", "(unknown)"},
		{"another router, known afterwards", func(r *http.Request) string { return *r.Context().Value(routeKey{}).(*string) },
			func(m func(http.Handler) http.Handler) http.Handler { return withRoute(m(router{})) },
			"/of/7", "/of/{router}", "(unknown)"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			reg := metrics.NewRegistry(nil)
			h := tc.h(httpmetrics.Middleware(reg.Scope, &httpmetrics.Options{Route: tc.route}))
			w := call(h, "GET", tc.path)
			awaitRequests(t, reg, 1, tc.want, strconv.Itoa(w.Code/100)+"xx")
			s := reg.Snapshot()
			if _, ok := s.Get("http/server/in_flight", metrics.L("route", tc.waiting)); !ok {
				t.Errorf("no %q in flight; there are %v", tc.waiting, ids(s))
			}
			for _, id := range ids(s) {
				if strings.Contains(id, "7") {
					t.Errorf("the raw path is in %s", id)
				}
			}
		})
	}
}

func TestRoutesAreBounded(t *testing.T) {
	t.Parallel()
	reg := metrics.NewRegistry(&metrics.Options{MaxSeries: 10})
	h := httpmetrics.Middleware(reg.Scope, &httpmetrics.Options{
		Route: func(r *http.Request) string { return r.URL.Path }, // what one should not do
	})(http.HandlerFunc(hello))
	for i := range 1000 {
		call(h, "GET", "/"+strconv.Itoa(i))
	}
	s, total := reg.Snapshot().Sub("http/server/requests"), uint64(0)
	for _, x := range s.Series {
		total += x.Count
	}
	if len(s.Series) != 11 || total != 1000 {
		t.Errorf("%d series count %d requests, want 11 that count 1000", len(s.Series), total)
	}
}
