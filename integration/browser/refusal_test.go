package browser_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
)

// Who is refused gets no stylesheet either. What he gets can be read without, and promises nothing that is refused too.
func TestTheRefusalIsReadable(t *testing.T) {
	t.Parallel()
	d := dashboard.New(metrics.NewRegistry(nil), &dashboard.Options{
		Authorize: func(*http.Request) error { return errors.New("no") },
	})
	server := httptest.NewServer(d)
	t.Cleanup(func() {
		server.Close()
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	p := newPage(t)
	for _, scheme := range []string{"light", "dark"} {
		if err := p.Scheme(scheme); err != nil {
			t.Fatal(err)
		}
		if status, err := p.Open(server.URL); err != nil || status != http.StatusForbidden {
			t.Fatalf("status %d, %v", status, err)
		}
		text := eval[string](t, p, "document.body.innerText")
		if !strings.Contains(text, "Not open to you") || !strings.Contains(text, "dashboard.Options.Authorize") {
			t.Errorf("the page says %q", text)
		}
		fits(t, p)
		if height := eval[float64](t, p, `document.querySelector("main").getBoundingClientRect().height`); height > 450 {
			t.Errorf("it is %v pixels high", height)
		}
		if n := eval[int](t, p, `document.querySelectorAll("a, button, input, script, [rel=stylesheet]").length`); n > 0 {
			t.Errorf("there are %d things to use or to load", n)
		}
		found, err := p.Violations()
		if err != nil || len(found) > 0 {
			t.Errorf("%s: %v, %v", scheme, found, err)
		}
	}
	for _, f := range p.Faults() {
		if f.Kind != "status" && !strings.Contains(f.Text, "403") {
			t.Errorf("fault on the page: %v", f)
		}
	}
}
