package browser_test

import (
	"fmt"
	"os"
	"testing"

	"go.uber.org/goleak"

	"github.com/binnacle-go/metrics/integration/browser"
)

// chromium is shared by all tests: a start takes half a second, a page of its own some milliseconds.
var chromium *browser.Browser

// shared is the program that tests look at which change nothing.
var shared *world

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	var err error
	if chromium, err = browser.Launch(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	shared = newWorld()
	code := m.Run()
	if err := shared.close(); err != nil {
		fmt.Fprintln(os.Stderr, "close the dashboard:", err)
		return 1
	}
	if err := chromium.Close(); err != nil {
		fmt.Fprintln(os.Stderr, "close the browser:", err)
		return 1
	}
	transport.CloseIdleConnections()
	if err := goleak.Find(); code == 0 && err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return code
}

// newPage returns an empty page that lives until the test ends.
func newPage(t *testing.T) *browser.Page {
	t.Helper()
	p, err := chromium.NewPage()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	// Rows that nobody can see are not kept up to date.
	if err := p.Viewport(1400, 2000); err != nil {
		t.Fatal(err)
	}
	return p
}

// open goes to a URL, which must answer 200.
func open(t *testing.T, p *browser.Page, url string) {
	t.Helper()
	status, err := p.Open(url)
	if err != nil {
		t.Fatal(err)
	}
	if status != 200 {
		t.Fatalf("open %s: status %d", url, status)
	}
}

// eval evaluates a JavaScript expression in the page.
func eval[T any](t *testing.T, p *browser.Page, expr string) T {
	t.Helper()
	v, err := browser.Eval[T](p, expr)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
