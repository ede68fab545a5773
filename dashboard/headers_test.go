package dashboard_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
)

const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

// expectHeaders checks what every answer must carry.
func expectHeaders(t *testing.T, h http.Header) {
	t.Helper()
	want := map[string]string{
		"Content-Security-Policy":      contentPolicy,
		"X-Content-Type-Options":       "nosniff",
		"Referrer-Policy":              "no-referrer",
		"Cross-Origin-Resource-Policy": "same-origin",
	}
	for name, value := range want {
		if !slices.Equal(h.Values(name), []string{value}) {
			t.Errorf("%s is %q, want %q", name, h.Values(name), value)
		}
	}
	if cache := h.Values("Cache-Control"); !slices.Equal(cache, []string{"no-store"}) && !strings.Contains(cache[0], "immutable") {
		t.Errorf("Cache-Control is %q", cache)
	}
	if h.Get("Vary") != "Accept" || !slices.Contains(h.Values("Vary"), "Accept-Encoding") {
		t.Errorf("Vary is %q", h.Values("Vary"))
	}
	for name := range h {
		if strings.HasPrefix(name, "Access-Control") {
			t.Errorf("there is a header %s", name)
		}
	}
}

func TestHeadersOnEveryAnswer(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	reg.Counter("web/search").Inc()
	d := newDashboard(t, reg, nil)
	statuses := map[int]bool{}
	expect := func(h http.Handler, r *http.Request) {
		w := answer(h, r)
		statuses[w.Code] = true
		expectHeaders(t, w.Header())
	}
	for format := range errorForms {
		for _, query := range []string{"", "path=x", "query={", "range=0", "live=1&after=0", "asset=x", "view=x", "%zz"} {
			expect(d, local(http.MethodGet, query+"&format="+format))
		}
		expect(d, local(http.MethodPost, "format="+format))
		expect(d, local(http.MethodGet, "format="+format, "Sec-Fetch-Site", "cross-site"))
	}
	expect(d, local(http.MethodGet, strings.Repeat("x", 1<<17)))
	expect(broken(t, "boom"), local(http.MethodGet, "range=1m"))
	d.Close()
	expect(d, local(http.MethodGet, ""))
	got := slices.Sorted(maps.Keys(statuses))
	if want := []int{200, 400, 403, 404, 405, 414, 500, 503}; !slices.Equal(got, want) {
		t.Errorf("the answers seen are %v, want %v", got, want)
	}
}

func TestHeadIsGetWithoutBody(t *testing.T) {
	synctest.Test(t, headIsGetWithoutBody) // the clock stands still
}

func headIsGetWithoutBody(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	for i := range 100 {
		reg.Counter(fmt.Sprint("counter/", i))
	}
	d := newDashboard(t, reg, nil)
	for _, encoding := range []string{"", "gzip"} {
		for format := range errorForms {
			for _, query := range []string{"range=1m", "path=nothing", "query={"} {
				query += "&format=" + format
				full := get(d, query, "Accept-Encoding", encoding)
				head := answer(d, local(http.MethodHead, query, "Accept-Encoding", encoding))
				if head.Code != full.Code || !maps.EqualFunc(head.Header(), full.Header(), slices.Equal) {
					t.Errorf("%s: HEAD has %d %v, GET %d %v", query, head.Code, head.Header(), full.Code, full.Header())
				}
				if head.Body.Len() != 0 {
					t.Errorf("%s: HEAD has a body", query)
				}
				if got, want := full.Header().Get("Content-Length"), fmt.Sprint(full.Body.Len()); got != want {
					t.Errorf("%s: Content-Length is %s, want %s", query, got, want)
				}
			}
		}
	}
}

func TestCompression(t *testing.T) {
	small, large := metrics.NewRegistry(nil), metrics.NewRegistry(nil)
	small.Counter("one")
	for i := range 200 {
		large.Counter(fmt.Sprint("counter/", i))
	}
	tests := []struct {
		accept string
		reg    *metrics.Registry
		packed bool
	}{
		{"gzip", large, true},
		{"gzip, deflate, br, zstd", large, true},
		{"GZIP;q=0.5", large, true},
		{"x-gzip", large, true},
		{"*", large, true},
		{"br, *;q=0.1", large, true},
		{"gzip", small, false},
		{"", large, false},
		{"identity", large, false},
		{"br", large, false},
		{"gzip;q=0", large, false},
		{"gzip;q=0, *", large, false},
		{"*;q=0", large, false},
	}
	for _, test := range tests {
		d := newDashboard(t, test.reg, nil)
		w := get(d, "format=json", "Accept-Encoding", test.accept)
		if packed := w.Header().Get("Content-Encoding") == "gzip"; packed != test.packed {
			t.Errorf("Accept-Encoding: %s has a packed answer: %v, want %v", test.accept, packed, test.packed)
		}
		if test.packed {
			if got, want := unpack(t, w.Body), get(d, "format=json").Body.String(); got != want {
				t.Errorf("unpacked it is\n%s\nwant\n%s", got, want)
			}
		}
	}
}

func unpack(t *testing.T, body io.Reader) string {
	t.Helper()
	z, err := gzip.NewReader(body)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := io.Copy(&out, z); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestMounts(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	reg.Counter("hits").Add(9)
	d := newDashboard(t, reg, &dashboard.Options{History: &still{reg.Snapshot()}})
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", d)
	mux.Handle("/a/b/metrics/", d)
	mux.Handle("/stripped/", http.StripPrefix("/stripped", d))
	mux.Handle("/stripped", http.StripPrefix("/stripped", d))
	server := httptest.NewServer(mux)
	defer server.Close()
	for _, path := range []string{"/metrics", "/a/b/metrics/", "/a/b/metrics/x", "/stripped/", "/stripped"} {
		response, err := server.Client().Get(server.URL + path + "?format=json")
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil || string(body) != "{\"hits\":9}\n" {
			t.Errorf("at %s the answer is %s, %v", path, body, err)
		}
	}
}
