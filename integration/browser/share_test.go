package browser_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
	"github.com/binnacle-go/metrics/integration/browser"
	"github.com/binnacle-go/metrics/integration/internal/eventually"
)

// A counted server counts the streams that are open, and can refuse everybody.
type counted struct {
	handler http.Handler
	streams atomic.Int32
	opened  atomic.Int32
	refuse  atomic.Bool
}

func (c *counted) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if c.refuse.Load() {
		http.Error(w, "no", http.StatusForbidden)
		return
	}
	if r.Header.Get("Accept") == "text/event-stream" {
		c.opened.Add(1)
		c.streams.Add(1)
		defer c.streams.Add(-1)
	}
	c.handler.ServeHTTP(w, r)
}

// counting serves a registry with a count of its streams, on HTTP/1.1.
func counting(t *testing.T, reg *metrics.Registry) (*counted, string) {
	t.Helper()
	d := dashboard.New(reg, &dashboard.Options{Title: "test"})
	c := &counted{handler: d}
	s := httptest.NewServer(c)
	t.Cleanup(func() {
		s.CloseClientConnections()
		s.Close()
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return c, s.URL + "/"
}

// sibling opens another tab of the same person at a URL.
func sibling(t *testing.T, p *browser.Page, url string) *browser.Page {
	t.Helper()
	s, err := p.Sibling()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	if err := s.Viewport(1400, 900); err != nil {
		t.Fatal(err)
	}
	open(t, s, url)
	return s
}

// shows waits until a page shows a count.
func shows(t *testing.T, p *browser.Page, id, want string) {
	t.Helper()
	eventually.Do(t, "show "+want, func() error {
		if got := eval[string](t, p, total(id)); got != want {
			return fmt.Errorf("%s is %s", id, got)
		}
		return nil
	})
}

// inState waits until the connection of a page is in a state.
func inState(t *testing.T, p *browser.Page, want string) {
	t.Helper()
	eventually.Do(t, "be "+want, func() error {
		if state := eval[string](t, p, `document.getElementById("state").dataset.state`); state != want {
			return fmt.Errorf("state %q", state)
		}
		return nil
	})
}

// streams waits until a number of streams is open.
func streams(t *testing.T, c *counted, want int32) {
	t.Helper()
	eventually.Do(t, fmt.Sprint(want, " streams"), func() error {
		if n := c.streams.Load(); n != want {
			return fmt.Errorf("there are %d", n)
		}
		return nil
	})
}

func TestTabsShareOneStream(t *testing.T) {
	t.Parallel()
	reg := metrics.NewRegistry(nil)
	hits := reg.Counter("hits")
	c, url := counting(t, reg)
	first := opened(t, url)
	inState(t, first, "live")
	tabs := []*browser.Page{first}
	for range 6 {
		tabs = append(tabs, sibling(t, first, url))
	}
	other := sibling(t, first, url+"?range=5m") // shows something else
	hits.Add(41)
	for _, p := range tabs {
		shows(t, p, "hits", "41")
		inState(t, p, "live")
	}
	shows(t, other, "hits", "41")
	inState(t, other, "polling")
	if n := c.opened.Load(); n != 1 {
		t.Errorf("eight tabs have opened %d streams", n)
	}
	open(t, first, url+"?format=json") // which is no page: another tab takes over
	hits.Inc()
	for _, p := range tabs[1:] {
		shows(t, p, "hits", "42")
	}
	streams(t, c, 1)
	for _, p := range tabs[1:] {
		noFaults(t, p)
	}
}

func TestHiddenAndPausedTabsCloseTheirStream(t *testing.T) {
	t.Parallel()
	reg := metrics.NewRegistry(nil)
	hits := reg.Counter("hits")
	c, url := counting(t, reg)
	p := opened(t, url)
	inState(t, p, "live")
	for _, test := range []struct {
		name       string
		away, back func() error
	}{
		{"hidden", func() error { return p.Hide(true) }, func() error { return p.Hide(false) }},
		{"paused", func() error { return p.Press(" ") }, func() error { return p.Press(" ") }},
	} {
		if err := test.away(); err != nil {
			t.Fatal(err)
		}
		streams(t, c, 0)
		hits.Inc()
		if err := test.back(); err != nil {
			t.Fatal(err)
		}
		shows(t, p, "hits", fmt.Sprint(hits.Value()))
		inState(t, p, "live")
	}
	noFaults(t, p)
}

// A page says that it is refused, that it polls, and that what it shows is old.
func TestThePageSaysHowItFares(t *testing.T) {
	t.Parallel()
	reg := metrics.NewRegistry(nil)
	reg.Counter("hits").Inc()
	c, url := counting(t, reg)
	p := opened(t, url)
	inState(t, p, "live")
	if err := p.Hide(true); err != nil {
		t.Fatal(err)
	}
	c.refuse.Store(true)
	if err := p.Hide(false); err != nil {
		t.Fatal(err)
	}
	inState(t, p, "refused")
	if role := eval[string](t, p, `document.getElementById("state").role`); role != "status" {
		t.Errorf("the state is announced as %q", role)
	}
	c.refuse.Store(false)
	inState(t, p, "polling")
}

func TestThePageSaysSinceWhenThereIsNoData(t *testing.T) {
	t.Parallel()
	reg := metrics.NewRegistry(nil)
	reg.Counter("hits").Inc()
	d := dashboard.New(reg, nil)
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	s := httptest.NewServer(d)
	p := opened(t, s.URL)
	inState(t, p, "live")
	s.CloseClientConnections()
	s.Close()
	inState(t, p, "stale")
	since := eval[string](t, p, `document.getElementById("state").textContent`)
	if at, err := time.Parse("No data since 15:04:05 MST", since); err != nil || at.IsZero() {
		t.Errorf("it says %q", since)
	}
}

// A proxy that holds answers back until they end lets no stream through.
func TestThePagePollsBehindAProxyThatWaits(t *testing.T) {
	t.Parallel()
	reg := metrics.NewRegistry(nil)
	hits := reg.Counter("hits")
	p := opened(t, show(t, reg, mount{name: "slow", path: "/metrics", put: at("GET /metrics"), front: slowProxy}))
	hits.Add(5)
	inState(t, p, "polling")
	shows(t, p, "hits", "5")
	noFaults(t, p)
}
