package runtimemetrics_test

import (
	"math"
	"runtime"
	"runtime/debug"
	rt "runtime/metrics"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/runtimemetrics"
)

func registered() *metrics.Registry {
	r := metrics.NewRegistry(nil)
	runtimemetrics.Register(r.Scope)
	return r
}

func get(t *testing.T, s *metrics.Snapshot, name string, labels ...metrics.Label) metrics.Series {
	t.Helper()
	x, ok := s.Get(name, labels...)
	if !ok {
		t.Fatalf("there is no series %s %v", name, labels)
	}
	return x
}

// snapshot takes one for which the values were read: under load a callback may come too late for its snapshot.
func snapshot(t *testing.T, r *metrics.Registry) (s *metrics.Snapshot) {
	t.Helper()
	eventually(t, r, "a reading in time for its snapshot", func(x *metrics.Snapshot) bool {
		s = x
		return get(t, x, "runtime/reading_time").Err == ""
	})
	return s
}

// eventually takes snapshots until one is as wanted.
func eventually(t *testing.T, r *metrics.Registry, what string, wanted func(*metrics.Snapshot) bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); !wanted(r.Snapshot()); runtime.Gosched() {
		if time.Now().After(deadline) {
			t.Fatalf("not within 10 s: %s", what)
		}
	}
}

func TestEverySeriesIsThereAndExplained(t *testing.T) {
	r := registered()
	runtime.GC()
	s := snapshot(t, r)
	for _, tc := range []struct {
		name string
		kind metrics.Kind
		unit string
	}{
		{"goroutines", metrics.KindGauge, ""},
		{"scheduler/gomaxprocs", metrics.KindGauge, ""},
		{"scheduler/threads", metrics.KindGauge, ""},
		{"scheduler/starts", metrics.KindCounter, ""},
		{"scheduler/latency", metrics.KindTimer, "s"},
		{"heap/live", metrics.KindGauge, "By"},
		{"heap/used", metrics.KindGauge, "By"},
		{"heap/goal", metrics.KindGauge, "By"},
		{"heap/idle", metrics.KindGauge, "By"},
		{"heap/released", metrics.KindGauge, "By"},
		{"heap/allocated", metrics.KindCounter, "By"},
		{"heap/allocations", metrics.KindCounter, ""},
		{"memory/used", metrics.KindGauge, "By"},
		{"gc/cycles", metrics.KindCounter, ""},
		{"gc/pauses", metrics.KindTimer, "s"},
		{"mutex/waiting", metrics.KindGauge, ""},
		{"process/uptime", metrics.KindGauge, "s"},
		{"reading_time", metrics.KindGauge, "s"},
	} {
		x := get(t, s, "runtime/"+tc.name)
		if x.Kind != tc.kind || x.Unit != tc.unit {
			t.Errorf("%s is a %v in %q, want a %v in %q", x.Name, x.Kind, x.Unit, tc.kind, tc.unit)
		}
		if x.Kind == metrics.KindGauge && !(x.Value >= 0) {
			t.Errorf("%s is %v (%s)", x.Name, x.Value, x.Err)
		}
	}
	for _, x := range s.Series {
		if !strings.HasPrefix(x.Name, "runtime/") || !strings.HasSuffix(x.Help, ".") {
			t.Errorf("%s lacks its place or a sentence of help: %q", x.Name, x.Help)
		}
	}
}

func TestValuesAgreeWithTheRuntime(t *testing.T) {
	r := registered()
	runtime.GC()
	s := snapshot(t, r)
	if got := get(t, s, "runtime/scheduler/gomaxprocs").Value; got != float64(runtime.GOMAXPROCS(0)) {
		t.Errorf("GOMAXPROCS is %v, want %d", got, runtime.GOMAXPROCS(0))
	}
	if got := get(t, s, "runtime/build/go").Text; got != runtime.Version() {
		t.Errorf("built by %q, want %q", got, runtime.Version())
	}
	live, used := get(t, s, "runtime/heap/live").Value, get(t, s, "runtime/memory/used").Value
	if live < 50_000 || live > used {
		t.Errorf("%v bytes of heap in use, of %v in all", live, used)
	}
	if up := get(t, s, "runtime/process/uptime").Value; up <= 0 || up > 3600 {
		t.Errorf("up for %v s", up)
	}
}

func TestMemoryLimitIsAbsentUntilSet(t *testing.T) {
	r := registered()
	if got := get(t, snapshot(t, r), "runtime/memory/limit").Value; !math.IsNaN(got) {
		t.Errorf("limit %v where there is none", got)
	}
	const limit = int64(4 << 30)
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(limit))
	if got := get(t, snapshot(t, r), "runtime/memory/limit").Value; got != float64(limit) {
		t.Errorf("limit %v, want %v", got, limit)
	}
}

// The snapshot that is taken after an event shows it, in every kind of instrument.
func TestASnapshotShowsWhatHappenedBefore(t *testing.T) {
	r := registered()
	before := snapshot(t, r)
	const times, size = 3, 10 << 20
	for range times {
		sink = make([]byte, size)
		runtime.GC()
	}
	got := snapshot(t, r).Since(before)
	for _, tc := range []struct {
		name        string
		least, most uint64
	}{
		{"gc/cycles", times, 100},
		{"gc/pauses", 2 * times, 200}, // each collection stops the world twice
		{"heap/allocated", times * size, 1 << 30},
		{"heap/allocations", times, 1e6},
	} {
		if n := get(t, got, "runtime/"+tc.name).Count; n < tc.least || n > tc.most {
			t.Errorf("%s: %d, want %d to %d", tc.name, n, tc.least, tc.most)
		}
	}
	if top := get(t, got, "runtime/gc/pauses").Dist.Max(); top <= 0 || top > 10 {
		t.Errorf("longest pause %v s", top)
	}
}

var sink []byte

func TestCountsBeginWithRegister(t *testing.T) {
	runtime.GC()
	s := snapshot(t, registered())
	cycles, pauses := get(t, s, "runtime/gc/cycles").Count, get(t, s, "runtime/gc/pauses").Count
	if cycles > 1 || pauses > 3 {
		t.Errorf("a new registry counts %d collections and %d pauses from before", cycles, pauses)
	}
}

func TestGoroutinesAreCounted(t *testing.T) {
	const n = 500
	r := registered()
	before := snapshot(t, r)
	release := make(chan struct{})
	var done sync.WaitGroup
	for range n {
		done.Go(func() { <-release })
	}
	waiting := metrics.L("state", "waiting")
	eventually(t, r, "500 goroutines more, waiting", func(s *metrics.Snapshot) bool {
		return get(t, s, "runtime/goroutines").Value >= get(t, before, "runtime/goroutines").Value+n-10 &&
			get(t, s, "runtime/scheduler/goroutines", waiting).Value >= n &&
			get(t, s, "runtime/scheduler/starts").Count >= n &&
			get(t, s, "runtime/scheduler/latency").Count > 0
	})
	close(release)
	done.Wait()
	eventually(t, r, "they are gone", func(s *metrics.Snapshot) bool { return get(t, s, "runtime/goroutines").Value < n })
}

func TestCPUSharesAddUp(t *testing.T) {
	r := registered()
	eventually(t, r, "CPU shares", func(s *metrics.Snapshot) bool {
		runtime.GC() // the runtime brings these up to date at the end of a collection
		var sum float64
		for _, use := range []string{"user", "gc", "scavenge", "idle"} {
			share := get(t, s, "runtime/cpu", metrics.L("use", use)).Value
			if share < 0 || share > 1.01 {
				t.Fatalf("%s has the share %v", use, share)
			}
			sum += share
		}
		return math.Abs(sum-1) < 0.02
	})
}

func TestWaitingForAMutexShows(t *testing.T) {
	r := registered()
	var mu sync.Mutex
	var done sync.WaitGroup
	mu.Lock()
	for range 20 {
		done.Go(func() {
			mu.Lock()
			defer mu.Unlock()
		})
	}
	eventually(t, r, "20 goroutines waiting", func(s *metrics.Snapshot) bool {
		return get(t, s, "runtime/scheduler/goroutines", metrics.L("state", "waiting")).Value >= 20
	})
	mu.Unlock()
	done.Wait()
	eventually(t, r, "their wait", func(s *metrics.Snapshot) bool {
		return get(t, s, "runtime/mutex/waiting").Value > 0
	})
}

func TestParallelSnapshotsNeverGoBack(t *testing.T) {
	const rounds = 30
	first := collections()
	r := registered()
	var done sync.WaitGroup
	for range 4 {
		done.Go(func() {
			last := r.Snapshot()
			for range rounds {
				runtime.GC()
				s := r.Snapshot()
				for _, name := range []string{"gc/cycles", "gc/pauses", "heap/allocated", "scheduler/latency"} {
					now, before := get(t, s, "runtime/"+name).Count, get(t, last, "runtime/"+name).Count
					if now < before {
						t.Errorf("%s fell from %d to %d", name, before, now)
					}
				}
				last = s
			}
		})
	}
	done.Wait()
	n := get(t, snapshot(t, r), "runtime/gc/cycles").Count
	if most := collections() - first; n < rounds || n > most {
		t.Errorf("%d collections counted, want at least %d and at most the %d that were made", n, rounds, most)
	}
}

func collections() uint64 {
	sample := []rt.Sample{{Name: "/gc/cycles/total:gc-cycles"}}
	rt.Read(sample)
	return sample[0].Value.Uint64()
}

func TestCloseRemovesEverything(t *testing.T) {
	r := registered()
	r.SubScope("runtime").Close()
	if s := r.Snapshot(); len(s.Series) != 0 {
		t.Errorf("left after Close: %+v", s.Series)
	}
}

func TestRegisterOnASubScope(t *testing.T) {
	r := metrics.NewRegistry(nil)
	runtimemetrics.Register(r.SubScope("app", metrics.L("part", "one")))
	get(t, r.Snapshot(), "app/runtime/goroutines", metrics.L("part", "one"))
	get(t, r.Snapshot(), "app/runtime/build/go", metrics.L("part", "one"))
}

func BenchmarkSnapshot(b *testing.B) {
	for name, r := range map[string]*metrics.Registry{"registered": registered(), "empty": metrics.NewRegistry(nil)} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r.Snapshot()
			}
		})
	}
}
