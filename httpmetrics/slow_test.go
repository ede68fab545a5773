package httpmetrics_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/httpmetrics"
)

// onlySlow returns the slow call of the registry's only timer, as text.
func onlySlow(t *testing.T, r *metrics.Registry) (attrs, err string) {
	t.Helper()
	for _, s := range r.Snapshot().Series {
		if len(s.Slow) == 1 {
			return fmt.Sprint(s.Slow[0].Attrs), s.Slow[0].Err
		}
	}
	t.Fatal("no slow call was kept")
	return "", ""
}

func TestSlowRequestsKeepMethodPathAndStatus(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 1000)
	for _, tc := range []struct {
		name, method, target string
		h                    http.HandlerFunc
		attrs, err           string
	}{
		{"answered", "GET", "/a/b?token=secret", hello, "[method=GET path=/a/b status=200]", ""},
		{"with a code", "POST", "/a", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) },
			"[method=POST path=/a status=404]", ""},
		{"failed", "GET", "/a", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(503) },
			"[method=GET path=/a status=503]", "answered with a 5xx status"},
		{"panicked", "GET", "/a", func(http.ResponseWriter, *http.Request) { panic("secret") },
			"[method=GET path=/a status=panic]", "the handler panicked"},
		{"aborted", "GET", "/a", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
			"[method=GET path=/a status=aborted]", "the handler aborted the response"},
		{"long", long, "/" + long, hello,
			"[method=" + long[:256] + " path=/" + long[:255] + " status=200]", ""},
		{"long query", "GET", "/a?" + long, hello, "[method=GET path=/a status=200]", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			reg, h := measured(tc.h, nil)
			panicOf(func() { call(h, tc.method, tc.target) })
			if attrs, err := onlySlow(t, reg); attrs != tc.attrs || err != tc.err {
				t.Errorf("kept %s %q, want %s %q", attrs, err, tc.attrs, tc.err)
			}
		})
	}
}

func TestSlowCallsOfClientsKeepNoPath(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]string{200: "[method=GET status=200]", 0: "[method=GET status=error]"} {
		reg := metrics.NewRegistry(nil)
		rt := httpmetrics.Transport(reg.Scope, roundTripper(func(*http.Request) (*http.Response, error) {
			if status == 0 {
				return nil, http.ErrHandlerTimeout
			}
			return &http.Response{StatusCode: status, Body: http.NoBody}, nil
		}), nil)
		req := httptest.NewRequest("GET", "http://example.com/secret?secret", nil)
		req.Method = "" // which means GET
		rt.RoundTrip(req)
		attrs, err := onlySlow(t, reg)
		if attrs != want || (err == http.ErrHandlerTimeout.Error()) != (status == 0) {
			t.Errorf("kept %s %q, want %s", attrs, err, want)
		}
	}
}
