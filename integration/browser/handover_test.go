package browser_test

import (
	"errors"
	"fmt"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
	"github.com/binnacle-go/metrics/history"
	"github.com/binnacle-go/metrics/integration/browser"
	"github.com/binnacle-go/metrics/integration/internal/eventually"
	"github.com/binnacle-go/metrics/integration/internal/service"
)

// noteStates notes each state that the connection of a page comes to from now on.
const noteStates = `(() => {
	const pill = document.getElementById("state")
	window.states = [pill.dataset.state]
	new MutationObserver(() => states.push(pill.dataset.state)).observe(pill, {attributeFilter: ["data-state"]})
	return true
})()`

// goesOn waits until a page has seen some more samples.
func goesOn(t *testing.T, p *browser.Page, samples int) {
	t.Helper()
	first := eval[int](t, p, `+document.querySelector("main").dataset.n`)
	eventually.Do(t, fmt.Sprint("see ", samples, " more samples"), func() error {
		if n := eval[int](t, p, `+document.querySelector("main").dataset.n`); n < first+samples {
			return fmt.Errorf("%d after %d; faults %v", n, first, p.Faults())
		}
		return nil
	})
}

// busy keeps all processors busy until the test ends.
func busy(t *testing.T) {
	t.Helper()
	var done atomic.Bool
	var workers sync.WaitGroup
	t.Cleanup(func() {
		done.Store(true)
		workers.Wait()
	})
	for range 2 * runtime.NumCPU() {
		workers.Go(func() {
			for n := 0; !done.Load(); n++ {
			}
		})
	}
}

// TestTheStreamChangesHands closes the tab that has the stream, again and again, on a busy machine. It measures time, so
// that nothing is tested beside it.
func TestTheStreamChangesHands(t *testing.T) {
	s, err := service.Start(12, second)
	if err != nil {
		t.Fatal(err)
	}
	c := &counted{handler: s.Handler()}
	server := httptest.NewServer(c)
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	busy(t)
	person := newPage(t) // whose other tabs come and go
	var tabs []*browser.Page
	join := func() {
		tab := sibling(t, person, server.URL)
		inState(t, tab, "live")
		eval[bool](t, tab, noteStates)
		tabs = append(tabs, tab)
	}
	join()
	join()
	const rounds = 4
	smooth := 0
	for range rounds {
		join()
		tabs[0].Close() // the oldest has the stream
		tabs = tabs[1:]
		begun := time.Now()
		for _, tab := range tabs {
			goesOn(t, tab, 5)
			inState(t, tab, "live")
		}
		t.Logf("all go on within %v", time.Since(begun))
		streams(t, c, 1)
		for i, tab := range tabs {
			states := eval[[]string](t, tab, `states.splice(0, Infinity, "live")`)
			if !slices.ContainsFunc(states, func(s string) bool { return s != "live" }) {
				smooth++
				continue
			}
			// Only a tab that hears nothing for seconds, since the machine is so slow, may poll meanwhile.
			if slices.Contains(states, "reconnecting") || slices.Contains(states, "refused") {
				t.Errorf("tab %d was in turn %q", i, states)
			}
		}
	}
	if smooth == 0 {
		t.Errorf("none of %d tabs was live all the time", rounds*len(tabs))
	}
	for _, tab := range tabs {
		noFaults(t, tab)
	}
}

// A page that comes back asks for all of a line whose highest values have just left it, and is live meanwhile.
func TestThePageIsLiveWhileItAsksForMore(t *testing.T) {
	t.Parallel()
	reg := metrics.NewRegistry(nil)
	level := reg.Gauge("level")
	store := history.New(reg, &history.Options{Resolutions: []history.Resolution{{Step: second, Keep: time.Minute}}})
	d := dashboard.New(reg, &dashboard.Options{History: store})
	server := httptest.NewServer(d)
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
		if err := errors.Join(d.Close(), store.Close()); err != nil {
			t.Error(err)
		}
	})
	p := newPage(t)
	for range attempts { // until the page is opened in time
		level.Set(1e6)
		until(store, 1) // the first
		until(store, store.Latest().N+5)
		level.Set(2)
		gone := store.Latest().N + 62 // from a line of 60 samples
		until(store, store.Latest().N+15)
		open(t, p, server.URL+"?range=6s")
		inState(t, p, "live")
		if err := p.Hide(true); err != nil {
			t.Fatal(err)
		}
		eval[bool](t, p, noteStates)
		until(store, gone)
		if err := p.Hide(false); err != nil {
			t.Fatal(err)
		}
		inState(t, p, "live")
		goesOn(t, p, 5)
		if states := eval[[]string](t, p, "states"); strings.Count(fmt.Sprint(states), "reconnecting") != 1 {
			t.Fatalf("the page was in turn %q", states)
		}
		noFaults(t, p)
		if eval[bool](t, p, `performance.getEntriesByType("resource").some(e => e.name.endsWith("&after=0"))`) {
			return
		}
	}
	t.Error("the page has not asked for its whole lines")
}

// until waits for a sample.
func until(store *history.Store, n uint64) {
	ticks, cancel := store.Subscribe()
	defer cancel()
	for store.Latest().N < n {
		<-ticks
	}
}
