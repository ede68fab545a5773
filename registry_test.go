package metrics_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"math"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/binnacle-go/metrics"
)

// registrations makes one instrument of each kind by name.
var registrations = map[metrics.Kind]func(s *metrics.Scope, name string) any{
	metrics.KindCounter:   func(s *metrics.Scope, name string) any { return s.Counter(name) },
	metrics.KindGauge:     func(s *metrics.Scope, name string) any { return s.Gauge(name) },
	metrics.KindTimer:     func(s *metrics.Scope, name string) any { return s.Timer(name) },
	metrics.KindHistogram: func(s *metrics.Scope, name string) any { return s.Histogram(name) },
	metrics.KindMeter:     func(s *metrics.Scope, name string) any { return s.Meter(name) },
	metrics.KindState:     func(s *metrics.Scope, name string) any { return s.State(name) },
	metrics.KindText:      func(s *metrics.Scope, name string) any { return s.Text(name) },
}

func TestSameNameIsSameInstrument(t *testing.T) {
	for kind, make := range registrations {
		r := metrics.NewRegistry(nil)
		a := make(r.SubScope("web"), "x")
		b := make(r.Scope, "/web//x/")
		if a != b {
			t.Errorf("%v: asking twice for web/x gave two instruments", kind)
		}
		if c := make(r.SubScope("web", metrics.L("k", "v")), "x"); c == a {
			t.Errorf("%v: a label made no difference", kind)
		}
	}
}

func TestOtherKindPanicsNamingBoth(t *testing.T) {
	for have, first := range registrations {
		for want, second := range registrations {
			if have == want {
				continue
			}
			r := metrics.NewRegistry(nil)
			first(r.Scope, "a/b")
			msg := panicOf(func() { second(r.Scope, "a/b") })
			for _, part := range []string{have.String(), want.String(), "a/b"} {
				if !strings.Contains(msg, part) {
					t.Errorf("%v over %v: panic %q does not say %q", want, have, msg, part)
				}
			}
			if n := len(r.Snapshot().Series); n != 1 {
				t.Errorf("%v over %v: %d series after the panic, want 1", want, have, n)
			}
		}
	}
}

func TestGaugeWithAndWithoutCallbackDoNotMix(t *testing.T) {
	r := metrics.NewRegistry(nil)
	r.Gauge("depth")
	if msg := panicOf(func() { r.GaugeFunc("depth", func() float64 { return 1 }) }); !strings.Contains(msg, "depth") {
		t.Errorf("panic %q does not name the gauge", msg)
	}
}

func panicOf(f func()) (msg string) {
	defer func() {
		if p := recover(); p != nil {
			msg = fmt.Sprint(p)
		}
	}()
	f()
	return "no panic"
}

func TestTimersAreInSeconds(t *testing.T) {
	r := metrics.NewRegistry(nil)
	r.Timer("a", metrics.Unit("parsecs"))
	r.TimerVec("b", []string{"k"}).With("v")
	for _, x := range r.Snapshot().Series {
		if x.Unit != "s" {
			t.Errorf("%s is in %q", x.Name, x.Unit)
		}
	}
}

func TestManyRegisterTheSameName(t *testing.T) {
	r := metrics.NewRegistry(nil)
	var wg sync.WaitGroup
	for range 10_000 {
		wg.Go(func() { r.Counter("hits", metrics.L("k", "v")).Inc() })
	}
	wg.Wait()
	if x, _ := r.Snapshot().Get("hits", metrics.L("k", "v")); x.Count != 10_000 {
		t.Errorf("count %d, want 10000", x.Count)
	}
}

func TestNamesOfAnyBytes(t *testing.T) {
	r := metrics.NewRegistry(nil)
	names := []string{"", "/", " ", "a b", "a\nb", "é", "\xff\xfe", `q"uote`, "semi;colon", "eq=", "br{ace}", strings.Repeat("x", 10_000)}
	for _, n := range names[1:] {
		r.Counter(n, metrics.L(n, n)).Inc()
	}
	r.Counter(names[0]).Inc()
	ids := map[string]bool{}
	s := r.Snapshot()
	for i := range s.Series {
		id := s.Series[i].ID()
		if ids[id] || strings.Contains(id, "\n") || !utf8.ValidString(id) {
			t.Errorf("identity %q is not unique or not printable", id)
		}
		ids[id] = true
	}
	if len(s.Series) != len(names) {
		t.Errorf("%d series, want %d", len(s.Series), len(names))
	}
	for _, n := range names[2:] {
		if _, ok := s.Get(n, metrics.L(n, n)); !ok {
			t.Errorf("%.20q is not found", n)
		}
	}
}

func TestGetTakesLabelsInAnyOrderAndImpliesTheRegistrys(t *testing.T) {
	r := metrics.NewRegistry(&metrics.Options{Labels: []metrics.Label{metrics.L("host", "a")}})
	r.SubScope("web", metrics.L("z", "1")).Counter("hits", metrics.L("b", "2")).Inc()
	s := r.Snapshot()
	for _, labels := range [][]metrics.Label{
		{metrics.L("z", "1"), metrics.L("b", "2")},
		{metrics.L("b", "2"), metrics.L("z", "1"), metrics.L("host", "a")},
	} {
		if _, ok := s.Get("web/hits", labels...); !ok {
			t.Errorf("not found with %v", labels)
		}
	}
	for _, labels := range [][]metrics.Label{nil, {metrics.L("b", "2")}, {metrics.L("b", "2"), metrics.L("z", "1"), metrics.L("host", "b")}} {
		if _, ok := s.Get("web/hits", labels...); ok {
			t.Errorf("found with %v", labels)
		}
	}
	if got := s.Series[0].ID(); got != `web/hits{b="2",host="a",z="1"}` {
		t.Errorf("identity %s", got)
	}
}

func TestNearerLabelWins(t *testing.T) {
	r := metrics.NewRegistry(&metrics.Options{Labels: []metrics.Label{metrics.L("k", "registry")}})
	r.SubScope("a", metrics.L("k", "scope")).Counter("x", metrics.L("k", "own"))
	x := r.Snapshot().Series[0]
	if len(x.Labels) != 1 || x.Label("k") != "own" || x.Label("none") != "" {
		t.Errorf("labels %v", x.Labels)
	}
}

func TestOverflowKeepsTotals(t *testing.T) {
	var log bytes.Buffer
	r := metrics.NewRegistry(&metrics.Options{MaxSeries: 10, Logger: slog.New(slog.NewTextHandler(&log, nil))})
	hits := r.CounterVec("hits", []string{"user"})
	for i := range 100_000 {
		hits.With(fmt.Sprint(i % 5000)).Inc()
	}
	r.Counter("hits", metrics.L("user", "direct")).Add(7)
	s, _ := r.Snapshot().Filter("hits")
	var sum uint64
	for _, x := range s.Series {
		sum += x.Count
	}
	if sum != 100_007 || len(s.Series) != 11 {
		t.Errorf("%d series with a total of %d, want 11 with 100007", len(s.Series), sum)
	}
	if x, ok := s.Get("hits", metrics.L("overflow", "true")); !ok || x.Count != 100_007-10*20 {
		t.Errorf("overflow holds %d", x.Count)
	}
	if n := strings.Count(log.String(), "too many series"); n != 1 {
		t.Errorf("%d warnings, want one:\n%s", n, log.String())
	}
}

func TestWrongNumberOfLabelValuesIsCountedAndLogged(t *testing.T) {
	var log bytes.Buffer
	r := metrics.NewRegistry(&metrics.Options{Logger: slog.New(slog.NewTextHandler(&log, nil))})
	v := r.TimerVec("latency", []string{"a", "b"})
	v.With("x").Observe(1)
	v.With().Observe(1)
	v.With("x", "y", "z").Observe(1)
	x, _ := r.Snapshot().Get("latency", metrics.L("overflow", "true"))
	if x.Count != 3 || strings.Count(log.String(), "wrong number") != 1 {
		t.Errorf("%d counted, log %q", x.Count, log.String())
	}
}

func TestUpdatesDoNotAllocate(t *testing.T) {
	r := metrics.NewRegistry(nil)
	c, g, m := r.Counter("c"), r.Gauge("g"), r.Meter("m")
	tm, h := r.Timer("t"), r.Histogram("h")
	st, tx := r.State("s"), r.Text("x")
	v := r.CounterVec("v", []string{"a", "b"})
	workers := r.State("workers")
	workers.Acquire().Release()
	st.Set("on")
	st.Set("off")
	v.With("1", "2")
	for range 100 {
		tm.Start().Stop()
	}
	updates := map[string]func(){
		"Counter.Inc":       func() { c.Inc() },
		"Counter.Add":       func() { c.Add(3) },
		"Gauge.Set":         func() { g.Set(3) },
		"Gauge.Add":         func() { g.Add(1.5) },
		"Timer.Observe":     func() { tm.Observe(20e6) },
		"Timer.Start.Stop":  func() { tm.Start().Stop(slog.String("k", "v"), slog.Int("n", 1)) },
		"Timer.Time":        func() { tm.Time(func() {}) },
		"Histogram.Observe": func() { h.Observe(500) },
		"Meter.Mark":        func() { m.Mark(2) },
		"Timer.Start.Fail":  func() { tm.Start().Fail(errBroken, slog.Int("n", 1)) },
		"Timer.Discard":     func() { w := tm.Start(); w.Discard(); w.Stop() },
		"Timer.Do":          func() { _ = tm.Do(context.Background(), func(context.Context) error { return nil }) },
		"State.Acquire":     func() { workers.Acquire().Release() },
		"State.Set":         func() { st.Set("on"); st.Set("off") },
		"Text.Set":          func() { tx.Set("some text") },
		"Vec.With":          func() { v.With("1", "2").Inc() },
	}
	for name, f := range updates {
		if n := testing.AllocsPerRun(1000, f); n != 0 {
			t.Errorf("%s allocates %v times", name, n)
		}
	}
}

func TestSnapshotWhileUpdating(t *testing.T) {
	r := metrics.NewRegistry(nil)
	tm, c := r.Timer("latency"), r.Counter("hits")
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-stop:
					return
				default:
					tm.Start().Stop()
					c.Inc()
				}
			}
		})
	}
	before := r.Snapshot()
	for range 200 {
		s := r.Snapshot()
		was, _ := before.Get("latency")
		x, _ := s.Get("latency")
		var sum uint64
		x.Dist.Buckets(func(_, _ float64, n uint64) bool { sum += n; return true })
		if sum != x.Count || x.Count < was.Count || x.Dist.Sum() < was.Dist.Sum() {
			t.Fatalf("buckets hold %d, count is %d, was %d", sum, x.Count, was.Count)
		}
		before = s
	}
	close(stop)
	wg.Wait()
}

func TestGaugeValues(t *testing.T) {
	for _, tc := range []struct {
		name string
		do   func(g *metrics.Gauge)
		want float64
	}{
		{"new", func(*metrics.Gauge) {}, 0},
		{"set", func(g *metrics.Gauge) { g.Set(-1.5) }, -1.5},
		{"add", func(g *metrics.Gauge) { g.Add(2.5); g.Inc(); g.Dec(); g.Dec() }, 1.5},
		{"NaN", func(g *metrics.Gauge) { g.Set(math.NaN()) }, math.NaN()},
		{"Inf", func(g *metrics.Gauge) { g.Set(math.Inf(1)) }, math.NaN()},
		{"overflow", func(g *metrics.Gauge) { g.Set(math.MaxFloat64); g.Add(math.MaxFloat64) }, math.NaN()},
		{"add to nothing", func(g *metrics.Gauge) { g.Set(math.NaN()); g.Inc() }, 1},
	} {
		r := metrics.NewRegistry(nil)
		g := r.Gauge("g")
		tc.do(g)
		if got := r.Snapshot().Series[0].Value; !same(got, tc.want) || !same(g.Value(), tc.want) {
			t.Errorf("%s: %v in the snapshot and %v, want %v", tc.name, got, g.Value(), tc.want)
		}
	}
}

func same(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }
