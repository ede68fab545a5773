package browser_test

import (
	"crypto/tls"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/integration/browser"
	"github.com/binnacle-go/metrics/integration/internal/eventually"
	"github.com/binnacle-go/metrics/integration/internal/specimen"
)

func TestPageUnderEveryMount(t *testing.T) {
	t.Parallel()
	for _, m := range mounts {
		t.Run(m.name, func(t *testing.T) {
			t.Parallel()
			page := show(t, specimen.New(), m)
			p := newPage(t)
			open(t, p, page)
			if n := eval[string](t, p, total("count/some")); n != "42" {
				t.Errorf("count/some = %s, want 42", n)
			}
			live(t, p)
			noFaults(t, p)
			for _, link := range append(links(t, p), links(t, opened(t, page+"?view=tree"))...) {
				resolves(t, page, link)
			}
		})
	}
}

// live waits until the page says that it follows the data.
func live(t *testing.T, p *browser.Page) {
	t.Helper()
	eventually.Do(t, "become live", func() error {
		if state := eval[string](t, p, `document.getElementById("state").dataset.state`); state != "live" {
			return fmt.Errorf("state %q; faults %v", state, p.Faults())
		}
		return nil
	})
}

// opened returns a new page at a URL.
func opened(t *testing.T, url string) *browser.Page {
	t.Helper()
	p := newPage(t)
	open(t, p, url)
	return p
}

// links returns the targets of everything on the page that refers to something.
func links(t *testing.T, p *browser.Page) []string {
	t.Helper()
	all := eval[[]string](t, p, `[...new Set([...document.querySelectorAll("[href], [src]")].map(e => e.href ?? e.src))]`)
	if len(all) < 10 {
		t.Errorf("only %d links: %q", len(all), all)
	}
	return all
}

// resolves checks that a link leads to something at the page's own address, maybe from one query to another one.
func resolves(t *testing.T, page, link string) {
	t.Helper()
	to, err := url.Parse(link)
	if err != nil {
		t.Error(err)
		return
	}
	if to.Scheme == "data" {
		return
	}
	to.RawQuery, to.ForceQuery, to.Fragment = "", false, ""
	if to.String() != page {
		t.Errorf("link %s leads away from %s", link, page)
	}
	status, location := get(t, link)
	if status == http.StatusSeeOther && strings.HasPrefix(location, "?") {
		status, _ = get(t, page+location)
	}
	if status != http.StatusOK {
		t.Errorf("link %s: status %d, to %q", link, status, location)
	}
}

// transport takes the certificates that tests make.
var transport = &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}

// get returns the status that a browser would get, and where it would be sent.
func get(t *testing.T, url string) (status int, location string) {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept", "text/html,*/*;q=0.8")
	if req.URL.User != nil {
		password, _ := req.URL.User.Password()
		req.SetBasicAuth(req.URL.User.Username(), password)
	}
	resp, err := transport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	return resp.StatusCode, resp.Header.Get("Location")
}

func TestPageUpdatesLive(t *testing.T) {
	t.Parallel()
	reg := metrics.NewRegistry(nil)
	counter, gauge := reg.Counter("hits"), reg.Gauge("level")
	timer := reg.Timer("work")
	counter.Add(5)
	p := opened(t, show(t, reg, mounts[1]))
	eval[int](t, p, "window.before = 1")
	spark := eval[string](t, p, row("hits")+`.querySelector("svg[data-s] path").getAttribute("d")`)

	counter.Add(7)
	gauge.Set(2.5)
	timer.Observe(30 * time.Millisecond)
	eventually.Do(t, "show new values", func() error {
		hits, level, calls := eval[string](t, p, text("hits", "total")), eval[string](t, p, text("level", "now")), eval[string](t, p, text("work", "total"))
		if hits != "12" || level != "2.5" || calls != "1" {
			return fmt.Errorf("hits %s, level %s, calls %s; want 12, 2.5 and 1", hits, level, calls)
		}
		if d := eval[string](t, p, row("hits")+`.querySelector("svg[data-s] path").getAttribute("d")`); d == spark {
			return fmt.Errorf("the sparkline is still %s", d)
		}
		return nil
	})
	if eval[int](t, p, "window.before") != 1 {
		t.Error("the page was loaded anew")
	}
	noFaults(t, p)
}

// Where no stream gets through, the page asks.
func TestPagePollsWhenTheStreamIsRefused(t *testing.T) {
	t.Parallel()
	reg := metrics.NewRegistry(nil)
	counter := reg.Counter("hits")
	refuse := func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Query().Get("live") == "1" && r.Header.Get("Accept") == "text/event-stream" {
				http.Error(w, "no streams here", http.StatusServiceUnavailable)
				return
			}
			h.ServeHTTP(w, r)
		})
	}
	p := opened(t, show(t, reg, mount{name: "proxy", path: "/", put: refuse}))
	counter.Add(3)
	eventually.Do(t, "show the new value", func() error {
		state := eval[string](t, p, `document.getElementById("state").dataset.state`)
		if hits := eval[string](t, p, text("hits", "total")); hits != "3" || state != "polling" {
			return fmt.Errorf("hits %s, want 3; state %q", hits, state)
		}
		return nil
	})
	for _, f := range p.Faults() { // of the browser itself, about the refused stream
		if f.Kind != "status" && f.Kind != "log" {
			t.Errorf("fault on the page: %v", f)
		}
	}
}

func TestPageWithoutScriptIsComplete(t *testing.T) {
	t.Parallel()
	reg := specimen.New()
	p := newPage(t)
	if err := p.DisableScript(); err != nil {
		t.Fatal(err)
	}
	url := show(t, reg, mounts[1]) + "?query=**"
	eventually.Do(t, "draw sparklines", func() error { // of two samples or more
		open(t, p, url)
		for _, id := range []string{"count/some", "gauge/third"} {
			if d := eval[string](t, p, row(id)+`.querySelector("svg[data-s] path").getAttribute("d") ?? ""`); d == "" {
				return fmt.Errorf("%s has none", id)
			}
		}
		return nil
	})
	for _, s := range reg.Snapshot().Series {
		if !eval[bool](t, p, row(s.ID())+" !== undefined") {
			t.Errorf("%s has no row", s.ID())
		}
	}
	if n := eval[string](t, p, total("count/some")); n != "42" {
		t.Errorf("count/some = %s, want 42", n)
	}
	noFaults(t, p)
}
