package dashboard_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/binnacle-go/metrics"
)

func TestRanges(t *testing.T) {
	d := newDashboard(t, metrics.NewRegistry(nil), nil)
	for _, span := range []string{"1s", "15m", "1h30m", "1.5h", "100ms", "1d", "0.5d", "1d12h", "0d1h", "1ns", "30d"} {
		if w := get(d, params("format", "json", "range", span)); w.Code != http.StatusOK {
			t.Errorf("range=%s is answered with %d %s", span, w.Code, w.Body)
		}
	}
	invalid := []string{
		"", " ", "0", "0s", "-1m", "0d", "-1d", "1d-12h", "15", "m", "d", "1dd", "1x", "1e9d", "NaNd", "Infd", "infd",
		"0x1p3d", "99999999999d", "9999999999999h", "1m 2s", "+d", "1_0d", "1h1d",
	}
	for _, span := range invalid {
		w := get(d, params("format", "json", "range", span))
		if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "15m") {
			t.Errorf("range=%s is answered with %d %s", span, w.Code, w.Body)
		}
	}
}

func TestSenselessRequests(t *testing.T) {
	d := newDashboard(t, metrics.NewRegistry(nil), nil)
	tests := []struct {
		name, query string
		status      int
		says        string
	}{
		{"a broken escape", "format=json&path=%zz", 400, "malformed"},
		{"a semicolon", "format=json;path=x", 400, "malformed"},
		{"a broken number", "format=json&live=1&after=x", 400, "after"},
		{"a negative number", "format=json&live=1&after=-1", 400, "after"},
		{"a long query", "format=json&query=" + strings.Repeat("a", 1025), 400, "1024"},
		{"too much of everything", "format=json&x=" + strings.Repeat("a", 64<<10), 414, "longer"},
		{"an unknown asset", "asset=nothing.js", 404, "asset"},
		{"an asset outside", "asset=../dashboard.go", 404, "asset"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := get(d, test.query, "Accept", "application/json")
			var got struct{ Error string }
			if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
				t.Errorf("the answer is no JSON: %v in %s", err, w.Body)
			}
			if w.Code != test.status || !strings.Contains(got.Error, test.says) {
				t.Errorf("answered with %d %s, want %d and something about %q", w.Code, w.Body, test.status, test.says)
			}
		})
	}
}

func TestUnknownParametersAreIgnored(t *testing.T) {
	d := newDashboard(t, metrics.NewRegistry(nil), nil)
	if w := get(d, "format=json&collect[]=cpu&_=123"); w.Code != http.StatusOK {
		t.Errorf("answered with %d %s", w.Code, w.Body)
	}
}

func TestOnlyReading(t *testing.T) {
	d := newDashboard(t, metrics.NewRegistry(nil), nil)
	for _, method := range []string{"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "get", "BREW"} {
		for name, form := range errorForms {
			w := answer(d, local(method, "format="+name))
			if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
				t.Errorf("%s is answered with %d, Allow: %s", method, w.Code, w.Header().Get("Allow"))
			}
			form.check(t, w)
		}
	}
}

// errorForm is how errors look in a format.
type errorForm struct{ contentType, prefix string }

var errorForms = map[string]errorForm{
	"html":        {html, "<!doctype html>"},
	"json":        {jsonType, `{"error":"`},
	"prettyjson":  {jsonType, "{\n  \"error\": \""},
	"prometheus":  {plain, "# "},
	"openmetrics": {plain, "# "},
	"text":        {plain, ""},
}

func (f errorForm) check(t *testing.T, w *httptest.ResponseRecorder) {
	t.Helper()
	if got := w.Header().Get("Content-Type"); !strings.HasPrefix(got, f.contentType) {
		t.Errorf("an error is %q, want %q", got, f.contentType)
	}
	if body := w.Body.String(); !strings.HasPrefix(body, f.prefix) || body == "" {
		t.Errorf("an error begins %.40q, want %q", body, f.prefix)
	}
	if f.prefix != "# " {
		return
	}
	for line := range strings.Lines(w.Body.String()) {
		if !strings.HasPrefix(line, "# ") {
			t.Errorf("%q is not a comment", line)
		}
	}
}

func FuzzRequest(f *testing.F) {
	f.Add("GET", "path=web&query=latency > 0.05&range=15m&format=json", "application/json", "localhost", "gzip")
	f.Add("POST", "format=\xff;%zz", ";q=,", "[::1", "gzip;q=0,*")
	f.Add("HEAD", "view=tree&asset=x&range=-1d", "text/html", "evil.example:80:80", "")
	f.Add("GET", "path=web&range=all&utc=1", "text/html", "localhost", "gzip")
	f.Add("", "live=1&after=18446744073709551616&query={", "*/*;q=2", "", "*")
	reg := metrics.NewRegistry(nil)
	reg.Timer("web/latency").Observe(1)
	reg.CounterVec("web/hits", []string{"k"}).With("v").Inc()
	d := newDashboard(f, reg, nil)
	f.Fuzz(func(t *testing.T, method, query, accept, host, encoding string) {
		r := local(http.MethodGet, query, "Accept", accept, "Accept-Encoding", encoding)
		r.Method, r.Host = method, host
		if values, err := url.ParseQuery(query); err == nil && values.Get("live") == "1" && strings.Contains(accept, "text/event-stream") {
			return // a stream does not end
		}
		w := answer(d, r)
		expectHeaders(t, w.Header())
		switch w.Code {
		case 200, 303, 400, 403, 404, 405, 414:
		default:
			t.Errorf("%q is answered with %d %s", query, w.Code, w.Body)
		}
		whole := method != http.MethodHead && w.Header().Get("Content-Encoding") == ""
		if whole && w.Header().Get("Content-Type") == jsonType && !json.Valid(w.Body.Bytes()) {
			t.Errorf("%q is answered with broken JSON: %s", query, w.Body)
		}
	})
}
