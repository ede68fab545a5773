package httpmetrics_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/httpmetrics"
)

func TestStatuses(t *testing.T) {
	t.Parallel()
	mux := http.NewServeMux()
	mux.HandleFunc("/code/{n}", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.PathValue("n"))
		w.WriteHeader(n)
		w.WriteHeader(http.StatusTeapot) // superfluous: the first one counts
	})
	mux.HandleFunc("/silent", func(http.ResponseWriter, *http.Request) {})
	mux.HandleFunc("/implicit", func(w http.ResponseWriter, _ *http.Request) { w.Write(body); w.WriteHeader(500) })
	mux.HandleFunc("/empty", func(w http.ResponseWriter, _ *http.Request) { w.Write(nil); w.WriteHeader(500) })
	mux.HandleFunc("/string", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "x"); w.WriteHeader(500) })
	mux.HandleFunc("/flushed", func(w http.ResponseWriter, _ *http.Request) { w.(http.Flusher).Flush(); w.WriteHeader(500) })
	mux.HandleFunc("GET /dir/", func(http.ResponseWriter, *http.Request) {})
	for _, protocol := range protocols {
		for _, tc := range []struct {
			method, path  string
			code          int
			route, status string
		}{
			{"GET", "/silent", 200, "/silent", "2xx"},
			{"GET", "/implicit", 200, "/implicit", "2xx"},
			{"GET", "/empty", 200, "/empty", "2xx"},
			{"GET", "/string", 200, "/string", "2xx"},
			{"GET", "/flushed", 200, "/flushed", "2xx"},
			{"GET", "/code/200", 200, "/code/{n}", "2xx"},
			{"POST", "/code/204", 204, "/code/{n}", "2xx"},
			{"HEAD", "/code/299", 299, "/code/{n}", "2xx"},
			{"GET", "/code/304", 304, "/code/{n}", "3xx"},
			{"GET", "/code/404", 404, "/code/{n}", "4xx"},
			{"GET", "/code/500", 500, "/code/{n}", "5xx"},
			{"GET", "/code/599", 599, "/code/{n}", "5xx"},
			{"GET", "/code/700", 700, "/code/{n}", "other"},
			{"GET", "/nowhere", 404, "(none)", "4xx"},
			{"POST", "/dir/x", 405, "(none)", "4xx"},
			{"GET", "/dir", 307, "GET /dir/", "3xx"},
			{"GET", "/a/../silent", 307, "/silent", "3xx"},
		} {
			t.Run(protocol+" "+tc.method+" "+tc.path, func(t *testing.T) {
				t.Parallel()
				reg, h := measured(mux, nil)
				resp, _ := do(t, serve(t, protocol, h), tc.method, tc.path, nil)
				if resp.StatusCode != tc.code || resp.Proto != protocol {
					t.Errorf("answered %d by %s, want %d", resp.StatusCode, resp.Proto, tc.code)
				}
				s := awaitRequests(t, reg, 1, tc.route, tc.status)
				if s.Dist.Max() <= 0 || (s.Errors == 1) != (tc.status == "5xx") {
					t.Errorf("took %v s, %d errors", s.Dist.Max(), s.Errors)
				}
				if n := inFlight(reg, "http/server/in_flight", "route", tc.route); n != 0 {
					t.Errorf("%v still in flight", n)
				}
			})
		}
	}
}

func TestInFlight(t *testing.T) {
	t.Parallel()
	arrived, leave := make(chan struct{}), make(chan struct{})
	mux := http.NewServeMux()
	mux.HandleFunc("GET /slow/{id}", func(http.ResponseWriter, *http.Request) {
		arrived <- struct{}{}
		<-leave
	})
	hidden := http.HandlerFunc(mux.ServeHTTP)
	wrapped := http.NewServeMux()
	reg := metrics.NewRegistry(nil)
	measure := httpmetrics.Middleware(reg.Scope, nil)
	wrapped.Handle("/slow/", measure(mux))
	registered := http.NewServeMux()
	registered.Handle("GET /slow/{id}", measure(hidden))
	for _, tc := range []struct {
		name, path, route string
		h                 http.Handler
	}{
		{"around a mux", "/slow/1", "GET /slow/{id}", measure(mux)},
		{"around a mux in a mux", "/slow/1", "GET /slow/{id}", wrapped},
		{"at a pattern", "/slow/1", "GET /slow/{id}", registered},
		{"around something else", "/slow/1", "(unknown)", measure(hidden)},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var calls sync.WaitGroup
			for range 3 {
				calls.Go(func() { call(tc.h, "GET", tc.path) })
				<-arrived
			}
			if n := inFlight(reg, "http/server/in_flight", "route", tc.route); n != 3 {
				t.Errorf("%v in flight, want 3", n)
			}
			for range 3 {
				leave <- struct{}{}
			}
			calls.Wait()
			if n := inFlight(reg, "http/server/in_flight", "route", tc.route); n != 0 {
				t.Errorf("%v in flight at the end", n)
			}
		})
	}
	awaitRequests(t, reg, 12, "GET /slow/{id}", "2xx")
}

func TestSizes(t *testing.T) {
	t.Parallel()
	mux := http.NewServeMux()
	mux.HandleFunc("/echo", func(w http.ResponseWriter, r *http.Request) {
		io.Copy(w, r.Body)
		io.WriteString(w, "!")
	})
	for _, protocol := range protocols {
		t.Run(protocol, func(t *testing.T) {
			t.Parallel()
			reg, h := measured(mux, nil)
			srv := serve(t, protocol, h)
			do(t, srv, "POST", "/echo", strings.NewReader(strings.Repeat("x", 99)))
			do(t, srv, "GET", "/echo", nil)
			do(t, srv, "HEAD", "/echo", nil)
			do(t, srv, "POST", "/echo", io.MultiReader(strings.NewReader("of undeclared length")))
			awaitRequests(t, reg, 4, "/echo", "2xx")
			route := metrics.L("route", "/echo")
			out := await(t, reg, 3, "http/server/response_size", route)
			if out.Unit != "By" || out.Dist.Min() != 1 || out.Dist.Max() != 100 || out.Dist.Sum() != 1+21+100 {
				t.Errorf("responses from %v to %v, in all %v %s", out.Dist.Min(), out.Dist.Max(), out.Dist.Sum(), out.Unit)
			}
			in := await(t, reg, 1, "http/server/request_size", route)
			if in.Unit != "By" || in.Dist.Max() != 99 {
				t.Errorf("requests up to %v %s", in.Dist.Max(), in.Unit)
			}
		})
	}
}

func TestPanicsGoOnUnchanged(t *testing.T) {
	t.Parallel()
	own := &struct{ error }{io.ErrUnexpectedEOF}
	for _, tc := range []struct {
		name   string
		value  any
		status string
	}{
		{"text", "boom", "panic"},
		{"error", own, "panic"},
		{"abort", http.ErrAbortHandler, "aborted"},
	} {
		for _, written := range []bool{false, true} {
			t.Run(tc.name+strconv.FormatBool(written), func(t *testing.T) {
				t.Parallel()
				mux := http.NewServeMux()
				mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
					if written {
						w.Write(body)
					}
					panic(tc.value)
				})
				reg, h := measured(mux, nil)
				if got := panicOf(func() { call(h, "GET", "/") }); got != tc.value {
					t.Errorf("panicked with %v, want %v", got, tc.value)
				}
				if s := awaitRequests(t, reg, 1, "/", tc.status); s.Errors != 1 {
					t.Errorf("%d errors, want 1", s.Errors)
				}
				if n := inFlight(reg, "http/server/in_flight", "route", "/"); n != 0 {
					t.Errorf("%v in flight after a panic", n)
				}
			})
		}
	}
}

func panicOf(f func()) (p any) {
	defer func() { p = recover() }()
	f()
	return nil
}

func TestGoexitCountsAsAborted(t *testing.T) {
	t.Parallel()
	reg, h := measured(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { runtime.Goexit() }), nil)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		call(h, "GET", "/")
	}()
	<-ended
	if s := awaitRequests(t, reg, 1, "(none)", "aborted"); s.Errors != 1 {
		t.Errorf("%d errors, want 1", s.Errors)
	}
}

// A server closes the connection of a handler that panicked, and serves on.
func TestPanicsOnAServer(t *testing.T) {
	t.Parallel()
	mux := http.NewServeMux()
	mux.HandleFunc("/panic", func(http.ResponseWriter, *http.Request) { panic("boom") })
	mux.HandleFunc("/abort", func(w http.ResponseWriter, _ *http.Request) {
		w.Write(body)
		panic(http.ErrAbortHandler)
	})
	mux.HandleFunc("/fine", hello)
	for _, protocol := range protocols {
		t.Run(protocol, func(t *testing.T) {
			t.Parallel()
			reg, h := measured(mux, nil)
			srv := serve(t, protocol, h)
			for _, path := range []string{"/panic", "/abort"} {
				if resp, err := srv.Client().Get(srv.URL + path); err == nil {
					_, err = io.ReadAll(resp.Body)
					resp.Body.Close()
					if err == nil {
						t.Errorf("%s was answered completely", path)
					}
				}
			}
			do(t, srv, "GET", "/fine", nil)
			awaitRequests(t, reg, 1, "/fine", "2xx")
			awaitRequests(t, reg, 1, "/abort", "aborted")
			awaitRequests(t, reg, 1, "/panic", "panic")
		})
	}
}

func TestCountsAreExactUnderLoad(t *testing.T) {
	t.Parallel()
	reg, h := measured(helloMux(), nil)
	var clients sync.WaitGroup
	for range 8 {
		clients.Go(func() {
			for i := range 500 {
				call(h, "GET", "/users/"+strconv.Itoa(i)+"/orders/1")
			}
		})
	}
	clients.Wait()
	awaitRequests(t, reg, 4000, "GET /users/{id}/orders/{order}", "2xx")
	if n := inFlight(reg, "http/server/in_flight", "route", "GET /users/{id}/orders/{order}"); n != 0 {
		t.Errorf("%v in flight at the end", n)
	}
}

func TestMiddlewareAllocatesOneWrapper(t *testing.T) {
	w, r := discard{http.Header{}}, httptest.NewRequest("GET", "/fixed", nil)
	mux := helloMux()
	_, h := measured(mux, nil)
	bare := testing.AllocsPerRun(1000, func() { mux.ServeHTTP(w, r) })
	if n := testing.AllocsPerRun(1000, func() { h.ServeHTTP(w, r) }) - bare; n != 1 {
		t.Errorf("%v allocations more than without, want 1", n)
	}
}
