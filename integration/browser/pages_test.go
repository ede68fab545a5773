package browser_test

import (
	"fmt"
	"testing"

	"github.com/binnacle-go/metrics/integration/browser"
)

// A view is a page of the world, and how it is answered.
type view struct {
	name, query string
	status      int // 0 for 200
}

var everyPage = []view{
	{name: "overview", query: ""},
	{name: "overview of an hour", query: "?range=1h"},
	{name: "tree", query: "?view=tree"},
	{name: "a scope", query: "?view=tree&path=web"},
	{name: "timer", query: "?path=web/search"},
	{name: "timer in the past", query: "?path=web/search&from=946684800&range=5m"},
	{name: "histogram", query: "?path=web/size"},
	{name: "counter", query: "?path=count/some"},
	{name: "gauge", query: "?path=gauge/third"},
	{name: "state", query: "?path=worker/state"},
	{name: "text", query: "?path=build/version"},
	{name: "family", query: "?path=web/requests"},
	{name: "routes", query: "?view=routes"},
	{name: "runtime", query: "?view=runtime"},
	{name: "errors", query: "?view=errors"},
	{name: "monitors", query: "?view=monitors"},
	{name: "reporters", query: "?view=reporters"},
	{name: "about", query: "?view=about"},
	{name: "search", query: "?query=web/**"},
	{name: "nothing matches", query: "?query=nothing"},
	{name: "broken query", query: "?query=count+%3E", status: 400},
	{name: "broken range", query: "?range=soon", status: 400},
	{name: "not found", query: "?path=nowhere", status: 404},
}

// visit opens a page of the world, whose status must be the expected one.
func (v view) visit(t *testing.T, p *browser.Page) {
	t.Helper()
	status, err := p.Open(shared.url + v.query)
	if err != nil {
		t.Fatal(err)
	}
	if want := max(v.status, 200); v.status == 0 && status != 200 || status != want {
		t.Fatalf("%s: status %d, want %d", v.query, status, want)
	}
}

// clean checks that nothing went wrong on a page. A browser logs that an answer was an error.
func (v view) clean(t *testing.T, p *browser.Page) {
	t.Helper()
	for _, f := range p.Faults() {
		preload := f.Kind == "network" && f.Text == "csp" // of a module, where scripts are off
		if !preload && (v.status == 0 || f.Kind != "status" && f.Kind != "log") {
			t.Errorf("fault on the page: %v", f)
		}
	}
}

var widths = []int{320, 768, 1400}

// fits checks that a page is not wider than the window at any width.
func fits(t *testing.T, p *browser.Page) {
	t.Helper()
	for _, width := range widths {
		if err := p.Viewport(width, 900); err != nil {
			t.Fatal(err)
		}
		if w := eval[int](t, p, "document.documentElement.scrollWidth"); w > width {
			wide := eval[[]string](t, p, fmt.Sprintf(`[...document.querySelectorAll("body *")]
				.filter(e => e.getBoundingClientRect().right > %d).slice(0, 5).map(e => e.outerHTML.slice(0, 120))`, width))
			t.Errorf("at %d pixels the page is %d wide: %q", width, w, wide)
		}
	}
}

func TestEveryPageIsAccessible(t *testing.T) {
	t.Parallel()
	for _, v := range everyPage {
		t.Run(v.name, func(t *testing.T) {
			t.Parallel()
			p := newPage(t)
			for _, scheme := range []string{"light", "dark"} {
				if err := p.Scheme(scheme); err != nil {
					t.Fatal(err)
				}
				v.visit(t, p)
				found, err := p.Violations()
				if err != nil {
					t.Fatal(err)
				}
				for _, violation := range found {
					t.Errorf("%s: %v", scheme, violation)
				}
			}
			fits(t, p)
			v.clean(t, p)
		})
	}
}

// Without scripts a page shows the same rows, and nothing that would need one.
func TestEveryPageWithoutScript(t *testing.T) {
	t.Parallel()
	const rows = `document.querySelectorAll("main tr").length`
	for _, v := range everyPage {
		t.Run(v.name, func(t *testing.T) {
			t.Parallel()
			with, without := newPage(t), newPage(t)
			if err := without.DisableScript(); err != nil {
				t.Fatal(err)
			}
			v.visit(t, with)
			v.visit(t, without)
			if got, want := eval[int](t, without, rows), eval[int](t, with, rows); got != want {
				t.Errorf("%d rows without scripts, %d with", got, want)
			}
			if dead := eval[[]string](t, without, `[...document.querySelectorAll("[type=button], #state")]
				.filter(e => e.checkVisibility()).map(e => e.outerHTML)`); len(dead) > 0 {
				t.Errorf("without scripts these do nothing: %q", dead)
			}
			fits(t, without)
			v.clean(t, without)
		})
	}
}
