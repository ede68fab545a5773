package view

import (
	"errors"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
	"github.com/binnacle-go/metrics/history"
)

// stat returns what a statistic of a detail says.
func stat(d *page.Detail, name string) string {
	for _, s := range d.Stats {
		if s.Name == name {
			out := ""
			for _, v := range s.Values {
				out += v.Value + ";"
			}
			return out
		}
	}
	return "missing"
}

func TestDetailOfATimer(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		took := reg.Timer("web/took", metrics.Help("time to answer"), metrics.L("route", "/"))
		took.Observe(time.Hour)
		pass(10 * time.Minute) // more than the charts are of
		for i := range 100 {
			took.Observe(time.Duration(i+1) * time.Millisecond)
		}
		w := took.Start()
		pass(200 * time.Millisecond)
		ctx := metrics.ContextWithTrace(t.Context(), "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7")
		w.FailContext(ctx, errors.New("no\nluck"), slog.String("q", "x"), slog.Int("n", 3))
		pass(time.Second)

		p := (&View{Path: "web/took"}).Page(h)
		d := p.Detail
		if d == nil {
			t.Fatal("a series alone has no detail")
		}
		expect(t, "the heading", d.Name+", "+d.Help, "took, time to answer")
		expect(t, "the crumbs above it", p.Crumbs, "[{All ?} {web ?path=web}]")
		const precision = "{ Precision within 0.8 % how far percentiles of this range are off at most, since values are counted in buckets false } " +
			"{ Kept in steps of 1.0 s how finely the past of this range is known false }"
		expect(t, "the facts", d.Facts, "[{ Kind timer  false } { Unit s  false } { route /  false } "+precision+"]")
		for name, want := range map[string]string{
			"count": "101;102;", "errors": "1;1;", "min": "1.0 ms;1.0 ms;", "p50": "51.1 ms;51.1 ms;", "max": "200 ms;1.0 h;",
			"p99.99": "200 ms;1.0 h;", "rejected": "missing",
		} {
			expect(t, name, stat(d, name), want)
		}
		slow := d.Slow[0]
		expect(t, "a slow call", slow.Duration+" "+slow.Trace+" "+slow.Attrs+" "+slow.Err, `200 ms 4bf92f3577b34da6a3ce929d0e0e4736 q=x  n=3 no\nluck`)
		expect(t, "places of the chart", len(d.Plots[0].Lines[0].Values), 150)
		expect(t, "the help in the row", p.Tables[0].Rows[0].Help, "")

		before := p.Live.Rows
		w = took.Start()
		pass(3 * time.Second)
		w.Stop()
		pass(time.Second)
		if (&View{Path: "web/took"}).Now(h).Live.Rows == before {
			t.Error("another slow call does not make the page anew")
		}
	})
}

func TestDetailOfOtherKinds(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		meter, state := reg.Meter("m", metrics.Unit("By")), reg.State("s")
		reg.Gauge("g").Set(3)
		reg.Text("t").Set("x")
		sizes := reg.Histogram("h")
		sizes.Observe(-1)
		state.Set("busy")
		for range 30 {
			meter.Mark(1024)
			pass(time.Second)
		}
		state.Set("idle")
		pass(time.Minute)
		detail := func(path string) *page.Detail { return (&View{Path: path, Span: time.Minute}).Page(h).Detail }
		expect(t, "the rate of a meter", stat(detail("m"), "since the start"), "343 B/s;")
		expect(t, "a state that was", stat(detail("s"), "busy"), "500 ms;30.0 s;")
		expect(t, "a state that is", stat(detail("s"), "idle"), "59.5 s;59.5 s;")
		expect(t, "what a histogram could not hold", stat(detail("h"), "below range"), ";1;")
		for _, path := range []string{"g", "t"} {
			expect(t, "statistics of "+path, len(detail(path).Stats), 0)
		}
		if len(detail("t").Plots) > 0 || len(detail("g").Plots) != 1 {
			t.Error("a text has a chart, or a gauge has none")
		}
	})
}

func TestManySeriesHaveNoDetail(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		reg.Counter("a/b")
		pass(time.Second)
		if (&View{}).Page(h).Detail != nil {
			t.Error("the overview of one series is its detail")
		}
		reg.Counter("a/b", metrics.L("k", "v"))
		pass(time.Second)
		p := (&View{Path: "a/b"}).Page(h)
		if p.Detail != nil || p.Match != "2 series" {
			t.Errorf("a family has a detail, or no count: %q", p.Match)
		}
	})
}

func TestIdleTimersSaySinceWhen(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		start := time.Now()
		early := reg.Timer("early")
		early.Observe(1)
		pass(10 * time.Minute)
		late := reg.Timer("late")
		reg.Timer("never")
		late.Observe(1)
		pass(30 * time.Second)
		note := func(name string) string { return (&View{Path: name}).Page(h).Tables[0].Rows[0].Note }
		expect(t, "one that is not idle", note("late"), "")
		expect(t, "one that was never used", note("never"), "no data yet")
		pass(40 * time.Minute)
		expect(t, "an idle one", note("late"), "no data since "+start.Add(10*time.Minute).Format("15:04"))
		pass(time.Hour)
		expect(t, "one idle for long", note("early"), "no data for over an hour")
		row := (&View{Path: "late"}).Page(h).Tables[0].Rows[0]
		expect(t, "its statistics", texts(row), "[0 /s – – – – 1]")
	})
}

func TestClockSaysTheDayWhenItIsAnother(t *testing.T) {
	now := time.Date(2026, 3, 2, 14, 3, 0, 0, time.UTC)
	expect(t, "today", clock(now.Add(-time.Hour), now), "13:03")
	expect(t, "yesterday", clock(now.Add(-15*time.Hour), now), "1 Mar 23:03")
}

func FuzzShares(f *testing.F) {
	f.Add(uint16(1), uint16(2), uint16(0), uint8(3))
	f.Add(uint16(0), uint16(0), uint16(0), uint8(40))
	f.Fuzz(func(t *testing.T, a, b, c uint16, n uint8) {
		var states []metrics.StateTime
		for i := range int(n%64) + 1 {
			states = append(states, metrics.StateTime{State: fmt.Sprint(i), Time: time.Duration([]uint16{a, b, c}[i%3])})
		}
		sum := 0
		out := shares(states)
		for _, s := range out {
			if s.Percent < 0 {
				t.Errorf("a share of %d %%", s.Percent)
			}
			sum += s.Percent
		}
		if sum != 100 || len(out) > maxShares || len(out) != min(len(states), maxShares) {
			t.Errorf("%v adds up to %d %%", out, sum)
		}
	})
}
