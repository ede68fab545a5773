package runtimemetrics

import (
	"math"
	"runtime/debug"
	rt "runtime/metrics"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
)

func TestThisGoHasEverySample(t *testing.T) {
	t.Parallel()
	cumulative := map[string]bool{}
	for _, d := range rt.All() {
		cumulative[d.Name] = d.Cumulative
	}
	for _, name := range sampleNames {
		if _, known := cumulative[name]; !known {
			t.Errorf("%q is not a metric of this runtime", name)
		}
	}
	for _, c := range append(counters, distributions...) {
		if !cumulative[sampleNames[c.sample]] {
			t.Errorf("%s counts %q, which is not cumulative", c.name, sampleNames[c.sample])
		}
	}
}

func TestUnknownSamplesHaveNoValue(t *testing.T) {
	t.Parallel()
	r := newReading()
	for i := range r.samples {
		r.samples[i].Name = "/of/another:version"
	}
	r.read()
	if v, n, h := r.value(goroutines), r.count(gcCycles), r.histogram(gcPauses); !math.IsNaN(v) || n != 0 || len(h.Counts) != 0 {
		t.Errorf("value %v, count %d, histogram %v of unknown samples", v, n, h)
	}
}

func TestGrowthIsThatOfTheLastSecond(t *testing.T) {
	t.Parallel()
	var total float64
	rate := growth(stateless(func(*reading) float64 { return total }))()
	for _, step := range []struct {
		at          time.Duration
		total, want float64
	}{
		{0, 0, math.NaN()},                       // no time has passed
		{500 * time.Millisecond, 1, 2},           // since the start
		{10 * time.Second, 20, 2},                // since the start
		{11 * time.Second, 23, 3},                // since the reading before
		{11100 * time.Millisecond, 23.11, 2.827}, // too close: since 10 s
		{12 * time.Second, 24, 1},                // since 11 s
		{3600 * time.Second, 24, 0},
	} {
		total = step.total
		got := rate(&reading{uptime: step.at})
		if math.Abs(got-step.want) > 0.001 || math.IsNaN(got) != math.IsNaN(step.want) {
			t.Errorf("at %v: %v, want %v", step.at, got, step.want)
		}
	}
}

func TestFeedPassesOnWhatIsNew(t *testing.T) {
	t.Parallel()
	inf := math.Inf(1)
	h := &rt.Float64Histogram{Buckets: []float64{-inf, 0, 0.001, 0.003, inf}, Counts: []uint64{5, 5, 5, 5}}
	r := metrics.NewRegistry(nil)
	tm, f := r.Timer("t"), newFeed(h)
	f.feed(tm, h)
	if n := r.Snapshot().Series[0].Count; n != 0 {
		t.Errorf("%d observations of before", n)
	}
	h.Counts = []uint64{5, 6, 1_000_005, 7}
	f.feed(tm, h)
	f.feed(tm, h)
	s := r.Snapshot().Series[0]
	if s.Count != 1_000_003 || s.Dist.Min() != 0.0005 || s.Dist.Max() != 0.003 || math.Abs(s.Dist.Quantile(0.5)-0.002) > 0.00002 {
		t.Errorf("%d observations from %v to %v, median %v", s.Count, s.Dist.Min(), s.Dist.Max(), s.Dist.Quantile(0.5))
	}
}

func TestDescribe(t *testing.T) {
	t.Parallel()
	main := debug.Module{Path: "example.com/app", Version: "v1.2.3"}
	set := func(pairs ...string) (out []debug.BuildSetting) {
		for i := 0; i < len(pairs); i += 2 {
			out = append(out, debug.BuildSetting{Key: pairs[i], Value: pairs[i+1]})
		}
		return out
	}
	for name, tc := range map[string]struct {
		info debug.BuildInfo
		want build
	}{
		"release": {
			debug.BuildInfo{GoVersion: "go1.26.8", Main: main, Settings: set("vcs.revision", "abc", "vcs.time", "2026-02-01T12:00:00Z", "vcs.modified", "false")},
			build{"go1.26.8", "example.com/app v1.2.3", "abc of 2026-02-01T12:00:00Z"},
		},
		"modified": {
			debug.BuildInfo{Main: main, Settings: set("vcs.revision", "abc", "vcs.modified", "true")},
			build{"", "example.com/app v1.2.3", "abc, modified"},
		},
		"no version control": {
			debug.BuildInfo{Main: debug.Module{Path: "example.com/app", Version: "(devel)"}},
			build{"", "example.com/app", ""},
		},
		"no module": {debug.BuildInfo{Path: "command-line-arguments"}, build{"", "command-line-arguments", ""}},
	} {
		if got := describe(&tc.info); got != tc.want {
			t.Errorf("%s: %+v, want %+v", name, got, tc.want)
		}
	}
}

func BenchmarkCollect(b *testing.B) {
	c := newCollector(metrics.NewRegistry(nil).Scope)
	b.ReportAllocs()
	for b.Loop() {
		c.collect()
	}
}

func BenchmarkRead(b *testing.B) {
	r := newReading()
	for b.Loop() {
		r.read()
	}
}
