package browser_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
	"github.com/binnacle-go/metrics/integration/browser"
)

// A mount is a way to put a handler into a program, and the path at which it is found then.
type mount struct {
	name, path string
	put        func(http.Handler) http.Handler
}

// at returns a way to register a pattern with a ServeMux.
func at(pattern string) func(http.Handler) http.Handler {
	return func(h http.Handler) http.Handler {
		mux := http.NewServeMux()
		mux.Handle(pattern, h)
		return mux
	}
}

var mounts = []mount{
	{"alone", "/", func(h http.Handler) http.Handler { return h }},
	{"metrics", "/metrics", at("GET /metrics")},
	{"nested", "/a/b/metrics", at("GET /a/b/metrics")},
	{"subtree", "/debug/metrics/", at("/debug/metrics/")},
	{"stripped", "/admin/metrics", func(h http.Handler) http.Handler { return http.StripPrefix("/admin", at("/metrics")(h)) }},
	{"stripped whole", "/admin/metrics", func(h http.Handler) http.Handler { return at("/admin/")(http.StripPrefix("/admin/metrics", h)) }},
}

// show serves a registry's dashboard as a mount says until the test ends, and returns its URL.
func show(t *testing.T, reg *metrics.Registry, m mount) string {
	t.Helper()
	d := dashboard.New(reg, &dashboard.Options{Title: "test", Authorize: dashboard.AllowAll})
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	server := httptest.NewServer(m.put(d))
	t.Cleanup(func() {
		server.CloseClientConnections() // streams of pages that are still open
		server.Close()
	})
	return server.URL + m.path
}

// row is a JavaScript expression for the row of a series.
func row(id string) string {
	return fmt.Sprintf(`[...document.querySelectorAll("tr[data-series]")].find(r => r.dataset.series === %s)`, js(id))
}

// total is an expression for the exact count of a row.
func total(id string) string {
	return "BigInt(" + row(id) + `.querySelector("[data-total]").dataset.total).toString()`
}

// text is an expression for what is shown in the cell of a row that has the number "now" or "total".
func text(id, number string) string {
	return row(id) + fmt.Sprintf(".querySelector('[data-%s]').textContent", number)
}

// js writes a value as a JavaScript expression.
func js(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // a test gave something that is no value
	}
	return string(b)
}

// noFaults checks that nothing went wrong on a page.
func noFaults(t *testing.T, p *browser.Page) {
	t.Helper()
	for _, f := range p.Faults() {
		t.Errorf("fault on the page: %v", f)
	}
}
