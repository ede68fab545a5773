package metrics_test

import (
	"fmt"
	"math"
	"runtime"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
)

func TestRollupOfEveryKind(t *testing.T) {
	r := metrics.NewRegistry(nil)
	db := r.SubScope("db")
	names := []string{"hits", "depth", "latency", "size", "rate", "mode", "version"}
	for _, n := range names {
		r.Rollup(n)
		db.Rollup(n)
		db.Rollup(n)
	}
	for i, shard := range []string{"db/a", "db/b", "cache/x/y"} {
		s := r.SubScope(shard)
		s.Counter("hits").Add(uint64(1 + i))
		s.Gauge("depth").Set(float64(10 * i))
		s.Timer("latency").Observe(time.Duration(i+1) * time.Second)
		s.Histogram("size").Observe(float64(i + 1))
		s.Meter("rate").Mark(uint64(i + 1))
		s.State("mode").Set([]string{"up", "down", "up"}[i])
		s.Text("version").Set([]string{"1", "1", "2"}[i])
	}
	r.SubScope("db/a").GaugeFunc("broken/depth", func() float64 { return math.NaN() })
	s := r.Snapshot()
	for _, tc := range []struct {
		name   string
		labels []metrics.Label
		want   float64
	}{
		{"db/hits", nil, 3}, {"hits", nil, 6}, {"db/depth", nil, 10}, {"depth", nil, 30},
		{"db/latency", nil, 2}, {"latency", nil, 3}, {"db/size", nil, 2}, {"size", nil, 3},
		{"db/rate", nil, 3}, {"rate", nil, 6},
		{"db/mode", []metrics.Label{metrics.L("state", "up")}, 1}, {"mode", []metrics.Label{metrics.L("state", "up")}, 2},
		{"version", []metrics.Label{metrics.L("text", "1")}, 2},
	} {
		x, ok := s.Get(tc.name, tc.labels...)
		got := float64(x.Count) + x.Value
		if !ok || got != tc.want {
			t.Errorf("%s%v is %v (%v), want %v", tc.name, tc.labels, got, ok, tc.want)
		}
	}
	if x, _ := s.Get("latency"); x.Dist.Max() != 3 || x.Dist.Min() != 1 {
		t.Errorf("latency was not merged: %v to %v", x.Dist.Min(), x.Dist.Max())
	}
}

func TestRollupKeepsLabelSetsApart(t *testing.T) {
	r := metrics.NewRegistry(&metrics.Options{Labels: []metrics.Label{metrics.L("host", "h")}})
	r.Rollup("hits")
	for _, shard := range []string{"a", "b"} {
		v := r.SubScope(shard).CounterVec("hits", []string{"code"})
		v.With("200").Add(10)
		v.With("500").Inc()
	}
	s := r.Snapshot()
	if x, _ := s.Get("hits", metrics.L("code", "200")); x.Count != 20 {
		t.Errorf("code 200: %d, want 20", x.Count)
	}
	if x, _ := s.Get("hits", metrics.L("code", "500")); x.Count != 2 {
		t.Errorf("code 500: %d, want 2", x.Count)
	}
}

func TestRollupAndInstrumentDoNotShareAName(t *testing.T) {
	r := metrics.NewRegistry(nil)
	r.Counter("hits")
	r.Rollup("other")
	for name, f := range map[string]func(){
		"rollup over counter": func() { r.Rollup("hits") },
		"gauge over rollup":   func() { r.Gauge("other") },
		"vec over rollup":     func() { r.TimerVec("other", []string{"k"}) },
		"vec over counter":    func() { r.TimerVec("hits", []string{"k"}) },
	} {
		if panicOf(f) == "no panic" {
			t.Errorf("%s did not panic", name)
		}
	}
}

func TestCloseRemovesTheSubtreeAndKeepsTotals(t *testing.T) {
	r := metrics.NewRegistry(nil)
	r.Rollup("bytes")
	r.SubScope("conns").Rollup("time")
	for i := range 3 {
		c := r.SubScope(fmt.Sprint("conns/", i))
		c.Counter("bytes").Add(100)
		c.Timer("time").Observe(time.Duration(i+1) * time.Second)
		c.Gauge("open").Set(1)
		c.Close()
		c.Close()
		c.SubScope("deeper").Counter("bytes").Add(7)
	}
	s := r.Snapshot()
	if x, _ := s.Get("bytes"); x.Count != 321 {
		t.Errorf("bytes %d, want 321", x.Count)
	}
	if x, _ := s.Get("conns/time"); x.Count != 3 || x.Dist.Max() != 3 {
		t.Errorf("time %d, want 3", x.Count)
	}
	if n := len(s.Sub("conns").Series); n != 1+3 {
		t.Errorf("%d series below conns, want the rollup and three counters: %v", n, s.Series)
	}
	r.SubScope("conns").Close()
	if n := len(r.Snapshot().Sub("conns").Series); n != 0 {
		t.Errorf("%d series below conns after its Close", n)
	}
	if x, _ := r.Snapshot().Get("bytes"); x.Count != 321 {
		t.Errorf("bytes %d after Close, want 321", x.Count)
	}
	r.Close()
	if n := len(r.Snapshot().Series); n != 0 {
		t.Errorf("%d series after closing the root", n)
	}
}

func TestCloseOfALabelledScopeSparesItsSiblings(t *testing.T) {
	r := metrics.NewRegistry(nil)
	a, b := r.SubScope("conn", metrics.L("id", "a")), r.SubScope("conn", metrics.L("id", "b"))
	hits := a.CounterVec("hits", []string{"code"})
	hits.With("200").Add(5)
	b.Counter("hits", metrics.L("code", "200")).Add(6)
	a.Close()
	s := r.Snapshot()
	if len(s.Series) != 1 || s.Series[0].Label("id") != "b" {
		t.Errorf("left: %+v", s.Series)
	}
	hits.With("200").Inc()
	if x, ok := r.Snapshot().Get("conn/hits", metrics.L("id", "a"), metrics.L("code", "200")); !ok || x.Count != 1 {
		t.Errorf("a family used after Close counts %d, want 1 from zero", x.Count)
	}
}

func TestScopesOpenedAndClosedGiveTheirMemoryBack(t *testing.T) {
	r := metrics.NewRegistry(nil)
	r.Rollup("bytes")
	rounds := uint64(500_000)
	if raceEnabled {
		rounds /= 50
	}
	churn := func() {
		for i := range rounds {
			s := r.SubScope(fmt.Sprint("conns/", i))
			s.Counter("bytes").Add(3)
			s.Close()
		}
	}
	churn()
	before := heap()
	churn()
	if grown := int64(heap()) - int64(before); grown > 1<<20 {
		t.Errorf("the heap grew by %d bytes", grown)
	}
	if x, _ := r.Snapshot().Get("bytes"); x.Count != 2*3*rounds {
		t.Errorf("bytes %d, want %d", x.Count, 2*3*rounds)
	}
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func TestSnapshotsTellWhatRollsUpWhere(t *testing.T) {
	r := metrics.NewRegistry(nil)
	r.Rollup("hits")
	r.SubScope("web").Rollup("hits")
	r.Rollup("other")
	r.Counter("web/api/hits")
	for series, want := range map[string]string{
		"web/api/hits": "[web/hits hits]", "/web//hits/": "[hits]", "hits": "[]", "web/apihits": "[]", "web/other": "[other]",
	} {
		s := r.Snapshot()
		if got := fmt.Sprint(s.RollupsOf(series)); got != want {
			t.Errorf("%s rolls up to %s, want %s", series, got, want)
		}
		if got := fmt.Sprint(s.Since(nil).Sub("web").RollupsOf(series)); got != want {
			t.Errorf("in a part of an interval %s rolls up to %s, want %s", series, got, want)
		}
	}
	if got := new(metrics.Snapshot).RollupsOf("web/api/hits"); got != nil {
		t.Errorf("a snapshot of no registry has rollups: %v", got)
	}
}
