package browser_test

import (
	"testing"
	"time"

	"github.com/binnacle-go/metrics/integration/browser"
	"github.com/binnacle-go/metrics/integration/internal/service"
)

const (
	second = 100 * time.Millisecond // of a service that is followed
	// noise is how much more time may be measured on a busy machine than is spent on a quiet one. The benchmarks, which
	// have the machine to themselves, hold the figures to the budget itself.
	noise = 2
)

// started returns a page that follows a service.
func started(t *testing.T, routes int, second time.Duration, query string) (*service.Program, *browser.Page) {
	t.Helper()
	s, err := service.Start(routes, second)
	if err != nil {
		t.Fatal(err)
	}
	p := newPage(t)
	t.Cleanup(func() {
		p.Close()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	open(t, p, s.URL+query)
	inState(t, p, "live")
	return s, p
}

func follow(t *testing.T, p *browser.Page, ticks int) browser.Followed {
	t.Helper()
	f, err := p.Follow(ticks, p.Ticks)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v", f)
	return f
}

func TestFirstLoadIsSmall(t *testing.T) {
	t.Parallel()
	// No sample is taken meanwhile, so that the lines are as long whenever this runs.
	s, err := service.Start(12, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	p := opened(t, s.URL)
	load, err := p.Load()
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v", load)
	if rows := eval[int](t, p, `document.querySelectorAll("tr[data-series]").length`); rows != 60 {
		t.Errorf("%d rows, want 60", rows)
	}
	if load.Requests > 4 || load.Packed > 20<<10 || load.Raw > 60<<10 || load.Packed == 0 {
		t.Errorf("the first load takes %+v; at most 4 requests, 20 KiB compressed and 60 KiB raw are allowed", load)
	}
}

func TestFollowingSixtySeriesIsCheap(t *testing.T) {
	t.Parallel()
	s, p := started(t, 12, second, "")
	follow(t, p, 60) // in the first minute more changes
	f := follow(t, p, 60)
	if f.Bytes > 600+600/20 || f.Bytes == 0 { // chance decides how many digits there are
		t.Errorf("%d bytes a second, at most 600 are allowed", f.Bytes)
	}
	if most := 20 * time.Millisecond; f.Main > noise*most || f.Main == 0 {
		t.Errorf("%v of the main thread a second, at most %v are allowed", f.Main, most)
	}
	if err := p.Hide(true); err != nil {
		t.Fatal(err)
	}
	before, err := p.Cost()
	if err != nil {
		t.Fatal(err)
	}
	ticks, cancel := s.Store.Subscribe()
	defer cancel()
	for range 20 {
		<-ticks
	}
	if after, err := p.Cost(); err != nil || after.Bytes != before.Bytes {
		t.Errorf("a hidden page got %d bytes, %v", after.Bytes-before.Bytes, err)
	}
}

func TestFollowingFiveHundredSeriesIsCheap(t *testing.T) {
	t.Parallel()
	_, p := started(t, 100, time.Second, "?query=**")
	if rows := eval[int](t, p, `document.querySelectorAll("tr[data-series]").length`); rows < 400 {
		t.Errorf("only %d rows", rows)
	}
	follow(t, p, 5) // until the lines are exact
	f := follow(t, p, 10)
	if most := 30 * time.Millisecond; f.Main > noise*most {
		t.Errorf("%v of the main thread a second, at most %v are allowed", f.Main, most)
	}
	if n := len(f.LongTasks); n > f.Ticks/2 { // what takes a busy machine longer by the clock does not so each time
		t.Errorf("in %d ticks there are %d tasks of more than 50 ms", f.Ticks, n)
	}
}

// TestStayingOpenCostsNothing follows twenty minutes of a service, a third of the hour that the budget is of.
func TestStayingOpenCostsNothing(t *testing.T) {
	t.Parallel()
	_, p := started(t, 12, 25*time.Millisecond, "")
	follow(t, p, 100)
	f := follow(t, p, 1200)
	if f.MoreHeap > 10<<20/3 || f.MoreNodes > f.Nodes/50 { // a note comes and goes
		t.Errorf("in twenty minutes the heap has grown by %d bytes and the page by %d nodes", f.MoreHeap, f.MoreNodes)
	}
}
