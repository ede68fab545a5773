package httpmetrics_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/httpmetrics"
)

func awaitClient(t *testing.T, r *metrics.Registry, want uint64, host, status string) metrics.Series {
	t.Helper()
	return await(t, r, want, "http/client/requests", metrics.L("host", host), metrics.L("status", status))
}

// client returns a client of the server, measured in a registry.
func client(srv *httptest.Server) (*metrics.Registry, *http.Client, string) {
	r, c := metrics.NewRegistry(nil), *srv.Client()
	c.Transport = httpmetrics.Transport(r.Scope, c.Transport, nil)
	return r, &c, srv.Listener.Addr().String()
}

func codes() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		code, _ := strconv.Atoi(r.URL.Path[1:])
		w.WriteHeader(code)
	})
}

func TestTransportStatuses(t *testing.T) {
	t.Parallel()
	for _, protocol := range protocols {
		t.Run(protocol, func(t *testing.T) {
			t.Parallel()
			srv := serve(t, protocol, codes())
			reg, c, host := client(srv)
			for code, status := range map[int]string{200: "2xx", 304: "3xx", 404: "4xx", 503: "5xx", 700: "other"} {
				resp, err := c.Get(srv.URL + "/" + strconv.Itoa(code))
				if err != nil {
					t.Fatal(err)
				}
				resp.Body.Close()
				s := awaitClient(t, reg, 1, host, status)
				if s.Dist.Max() <= 0 || (s.Errors == 1) != (status == "5xx") {
					t.Errorf("%s took %v s, %d errors", status, s.Dist.Max(), s.Errors)
				}
			}
			if n := inFlight(reg, "http/client/in_flight", "host", host); n != 0 {
				t.Errorf("%v in flight at the end", n)
			}
		})
	}
}

func TestTransportErrors(t *testing.T) {
	t.Parallel()
	gone := httptest.NewServer(codes())
	gone.Close()
	hanging := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	defer hanging.Close()
	canceled := func(ctx context.Context) (context.Context, context.CancelFunc) {
		ctx, cancel := context.WithCancel(ctx)
		cancel()
		return ctx, cancel
	}
	late := func(ctx context.Context) (context.Context, context.CancelFunc) {
		return context.WithTimeout(ctx, 10*time.Millisecond)
	}
	for _, tc := range []struct {
		name    string
		srv     *httptest.Server
		context func(context.Context) (context.Context, context.CancelFunc)
		timeout time.Duration // of the client
		want    error
		status  string
	}{
		{"refused", gone, context.WithCancel, 0, nil, "error"},
		{"canceled", hanging, canceled, 0, context.Canceled, "canceled"},
		{"deadline of the context", hanging, late, 0, context.DeadlineExceeded, "error"},
		{"timeout of the client", hanging, context.WithCancel, 10 * time.Millisecond, context.DeadlineExceeded, "error"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			reg, c, host := client(tc.srv)
			c.Timeout = tc.timeout
			ctx, cancel := tc.context(t.Context())
			defer cancel()
			req, err := http.NewRequestWithContext(ctx, "GET", tc.srv.URL, nil)
			if err != nil {
				t.Fatal(err)
			}
			if _, err = c.Do(req); err == nil || tc.want != nil && !errors.Is(err, tc.want) {
				t.Errorf("error %v, want %v", err, tc.want)
			}
			if s := awaitClient(t, reg, 1, host, tc.status); (s.Errors == 1) != (tc.status == "error") {
				t.Errorf("%d errors", s.Errors)
			}
			if n := inFlight(reg, "http/client/in_flight", "host", host); n != 0 {
				t.Errorf("%v in flight at the end", n)
			}
		})
	}
}

func TestTransportPassesEverythingOnUntouched(t *testing.T) {
	t.Parallel()
	want := &http.Response{StatusCode: 101, Body: struct{ io.ReadWriteCloser }{}}
	req := httptest.NewRequest("GET", "http://example.com/", nil)
	reg := metrics.NewRegistry(nil)
	rt := httpmetrics.Transport(reg.Scope, roundTripper(func(r *http.Request) (*http.Response, error) {
		if r != req {
			t.Error("another request was passed on")
		}
		if n := inFlight(reg, "http/client/in_flight", "host", "example.com"); n != 1 {
			t.Errorf("%v in flight, want 1", n)
		}
		return want, nil
	}), nil)
	body := want.Body
	if got, err := rt.RoundTrip(req); got != want || got.Body != body || err != nil {
		t.Errorf("got %v, %v", got, err)
	}
	awaitClient(t, reg, 1, "example.com", "1xx")
}

func TestTransportSurvivesAPanic(t *testing.T) {
	t.Parallel()
	reg := metrics.NewRegistry(nil)
	rt := httpmetrics.Transport(reg.Scope, roundTripper(func(*http.Request) (*http.Response, error) { panic("boom") }), nil)
	if p := panicOf(func() { rt.RoundTrip(httptest.NewRequest("GET", "http://example.com/", nil)) }); p != "boom" {
		t.Errorf("panicked with %v", p)
	}
	if s := awaitClient(t, reg, 1, "example.com", "error"); s.Errors != 1 {
		t.Errorf("%d errors, want 1", s.Errors)
	}
	if n := inFlight(reg, "http/client/in_flight", "host", "example.com"); n != 0 {
		t.Errorf("%v in flight after a panic", n)
	}
}

func TestTransportByOwnHosts(t *testing.T) {
	t.Parallel()
	reg := metrics.NewRegistry(nil)
	rt := httpmetrics.Transport(reg.Scope, roundTripper(func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 200, Body: http.NoBody}, nil
	}), &httpmetrics.Options{Host: func(r *http.Request) string { return "shard of " + r.URL.Hostname()[2:] }})
	for i := range 10 {
		u := &url.URL{Scheme: "http", Host: fmt.Sprintf("%d.example.com:80", i)}
		rt.RoundTrip(&http.Request{Method: "GET", URL: u})
	}
	awaitClient(t, reg, 10, "shard of example.com", "2xx")
}

func TestTransportDefault(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	srv := httptest.NewServer(codes())
	c := &http.Client{Transport: httpmetrics.Transport(reg.Scope, nil, nil)}
	resp, err := c.Get(srv.URL + "/204")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	c.CloseIdleConnections()
	srv.Close()
	awaitClient(t, reg, 1, srv.Listener.Addr().String(), "2xx")
}

type closer struct {
	roundTripper
	closed int
}

func (c *closer) CloseIdleConnections() { c.closed++ }

func TestCloseIdleConnectionsReachesTheTransport(t *testing.T) {
	t.Parallel()
	next := &closer{}
	c := http.Client{Transport: httpmetrics.Transport(metrics.NewRegistry(nil).Scope, next, nil)}
	c.CloseIdleConnections()
	if next.closed != 1 {
		t.Errorf("called %d times, want once", next.closed)
	}
	c.Transport = httpmetrics.Transport(metrics.NewRegistry(nil).Scope, next.roundTripper, nil)
	c.CloseIdleConnections() // there is nothing to call
}

func TestTransportAllocatesNothing(t *testing.T) {
	resp := &http.Response{StatusCode: 200, Body: http.NoBody}
	rt := httpmetrics.Transport(metrics.NewRegistry(nil).Scope, roundTripper(func(*http.Request) (*http.Response, error) {
		return resp, nil
	}), nil)
	r := httptest.NewRequest("GET", "http://example.com/", nil)
	if n := testing.AllocsPerRun(1000, func() { rt.RoundTrip(r) }); n != 0 {
		t.Errorf("%v allocations, want none", n)
	}
}
