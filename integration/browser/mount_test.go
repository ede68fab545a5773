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
	front      front // may be nil
}

// at returns a way to register a pattern with a ServeMux.
func at(pattern string) func(http.Handler) http.Handler {
	return func(h http.Handler) http.Handler {
		mux := http.NewServeMux()
		mux.Handle(pattern, h)
		return mux
	}
}

func alone(h http.Handler) http.Handler { return h }

var mounts = []mount{
	{name: "alone", path: "/", put: alone},
	{name: "metrics", path: "/metrics", put: at("GET /metrics")},
	{name: "nested", path: "/a/b/metrics", put: at("GET /a/b/metrics")},
	{name: "subtree", path: "/debug/metrics/", put: at("/debug/metrics/")},
	{name: "stripped", path: "/admin/metrics", put: func(h http.Handler) http.Handler { return http.StripPrefix("/admin", at("/metrics")(h)) }},
	{name: "stripped whole", path: "/admin/metrics", put: func(h http.Handler) http.Handler { return at("/admin/")(http.StripPrefix("/admin/metrics", h)) }},
	{name: "chi", path: "/internal/metrics", put: inChi},
	{name: "gin", path: "/internal/metrics", put: inGin},
	{name: "echo", path: "/internal/metrics", put: inEcho},
	{name: "nginx keeps the path", path: "/a/metrics", put: at("GET /a/metrics"), front: keepingNginx},
	{name: "nginx strips the prefix", path: "/metrics", put: at("GET /metrics"), front: strippingNginx},
	{name: "TLS ends in front", path: "/metrics", put: at("GET /metrics"), front: tlsNginx},
	{name: "password in front", path: "/metrics", put: at("GET /metrics"), front: passwordNginx},
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
	if m.front != nil {
		return m.front(t, server.URL) + m.path
	}
	return server.URL + m.path
}

// row is a JavaScript expression for the row of a series.
func row(id string) string {
	return fmt.Sprintf(`[...document.querySelectorAll("tr[data-series]")].find(r => r.dataset.series === %s)`, js(id))
}

// total is an expression for the exact count of a row.
func total(id string) string {
	return "BigInt(" + row(id) + `.querySelector("[data-total]").textContent.replaceAll(",", "")).toString()`
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
	noFaultsBut(t, p, func(browser.Fault) bool { return false })
}

// noFaultsBut checks that nothing went wrong on a page but what is expected.
func noFaultsBut(t *testing.T, p *browser.Page, expected func(browser.Fault) bool) {
	t.Helper()
	for _, f := range p.Faults() {
		if !expected(f) {
			t.Errorf("fault on the page: %v", f)
		}
	}
}
