//go:build !race

// With the race detector this would take minutes, and it has but one goroutine. The tests on 32 bits run it.

package history_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history"
)

// within fails if an archive exceeds its bytes, by its own account.
func within(t *testing.T, a *history.Archive) history.Stats {
	t.Helper()
	s := a.Stats()
	if s.Bytes > s.MaxBytes {
		t.Fatalf("%d bytes, at most %d are allowed: %+v", s.Bytes, s.MaxBytes, s)
	}
	return s
}

func TestBudgetHoldsUnderAnyNumberOfSeries(t *testing.T) {
	for _, test := range []struct {
		series, seconds, maxBytes int
		untracked                 bool
	}{{100_000, 4, 64 << 20, false}, {100_000, 3, 8 << 20, true}, {1000, 100, 1 << 20, false}, {10, 2000, 16 << 10, false}, {2000, 10, 16 << 10, true}} {
		s := newService(test.series*8/10, test.series/10, test.series/10)
		a := history.NewArchive(s.reg, aDay, &history.Options{MaxBytes: test.maxBytes})
		for range test.seconds {
			s.second(1)
			a.Pass(time.Second)
			within(t, a)
		}
		stats := within(t, a)
		if stats.Untracked > 0 != test.untracked || stats.Series+stats.Untracked != len(a.Latest().Total.Series) {
			t.Errorf("%d series in %d bytes: %+v", test.series, test.maxBytes, stats)
		}
		last := a.Since(time.Minute)
		if len(last.Series) != stats.Series {
			t.Errorf("the last minute has %d series, of which %d have a past", len(last.Series), stats.Series)
		}
		for _, x := range last.Series {
			if x.Kind == metrics.KindTimer && x.Count == 0 {
				t.Fatalf("%s has no past, and nobody says so", x.Name)
			}
		}
	}
}

// Series that come and go keep their past for a while and make room in the end.
func TestBudgetHoldsUnderChurn(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	steady := reg.Counter("steady")
	a := history.NewArchive(reg, aDay, &history.Options{MaxBytes: 256 << 10})
	const seconds = 1500
	for i := range seconds {
		steady.Inc()
		scope := reg.SubScope("connection", metrics.L("id", fmt.Sprint(i)))
		scope.Counter("bytes").Add(7)
		scope.Timer("latency").Observe(time.Millisecond)
		a.Pass(time.Second)
		within(t, a)
		if i > 10 {
			scope.Close()
		}
		gone := a.Range("connection/bytes", []metrics.Label{{Key: "id", Value: fmt.Sprint(i - 5)}}, aDay, a.Now(), 0)
		if i > 20 && gone.Total().Count != 7 {
			t.Fatalf("after %d s, a connection that closed 5 s ago has %d bytes", i, gone.Total().Count)
		}
	}
	stats := within(t, a)
	if stats.Forgotten == 0 || stats.Untracked > 0 {
		t.Errorf("%+v", stats)
	}
	if n := a.Range("steady", nil, aDay, a.Now(), 0).Total().Count; n+stats.Dropped < seconds {
		t.Errorf("%d of %d events are known, and %d slots were dropped", n, seconds, stats.Dropped)
	}
}

// A series that vanished leaves nothing when its past has aged out.
func TestVanishedSeriesAreForgotten(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	reg.Counter("steady")
	a := history.NewArchive(reg, aDay, &history.Options{Resolutions: []history.Resolution{{Step: time.Second, Keep: 100 * time.Second}}})
	for i := range 100 {
		scope := reg.SubScope(fmt.Sprint("s", i))
		scope.Gauge("g").Set(1)
		a.Pass(time.Second)
		scope.Close()
	}
	if n := a.Stats().Series; n != 101 {
		t.Errorf("%d series have a past, want 101", n)
	}
	for range 200 {
		a.Pass(time.Second)
	}
	if n := a.Stats().Series; n != 1 {
		t.Errorf("%d series have a past, want one", n)
	}
}

// What the store says it takes is what it takes, beside some working memory.
func TestBytesAreTrue(t *testing.T) {
	for _, test := range []struct{ counters, gauges, timers, seconds int }{{1000, 0, 0, 900}, {0, 1000, 0, 900}, {0, 0, 100, 900}, {10_000, 0, 0, 20}} {
		s := newService(test.counters, test.gauges, test.timers)
		heap := func() int {
			var m runtime.MemStats
			runtime.GC()
			runtime.GC()
			runtime.ReadMemStats(&m)
			return int(m.HeapAlloc)
		}
		a := history.NewArchive(s.reg, aDay, nil)
		for range test.seconds {
			s.second(20)
			a.Pass(time.Second)
		}
		said := a.Stats().Bytes
		a.Follow(metrics.NewRegistry(nil)) // the latest snapshots come on top: take them away
		took := heap()
		runtime.KeepAlive(a)
		a = nil
		took -= heap()
		if took > said+said/4+1<<20 || took < said/2 {
			t.Errorf("%+v: the heap grew by %d bytes, the store says %d", test, took, said)
		}
		runtime.KeepAlive(s)
	}
}

// Coarsening begins with the oldest distributions; what is counted stays exact.
func TestOldestDistributionsAreCoarsenedFirst(t *testing.T) {
	s := newService(5, 0, 20)
	a := history.NewArchive(s.reg, aDay, &history.Options{MaxBytes: 230 << 10})
	for range 2000 {
		s.second(20 + rand.IntN(3))
		a.Pass(time.Second)
	}
	stats := within(t, a)
	if stats.Coarsened == 0 || stats.Dropped > 0 {
		t.Fatalf("%+v", stats)
	}
	const name = "service/part000/latency0"
	old := a.Range(name, nil, aDay, aDay.Add(10*time.Minute), 0)
	recent := a.Range(name, nil, a.Now().Add(-time.Minute), a.Now(), 0)
	if old.RelativeError <= recent.RelativeError {
		t.Errorf("the error is %v of what is old and %v of what is recent", old.RelativeError, recent.RelativeError)
	}
	all := a.Range(name, nil, aDay, a.Now(), 0)
	x, _ := a.Latest().Total.Get(name)
	if all.Total().Count != x.Count || all.Total().Dist.Count() != x.Count {
		t.Errorf("%d observations, want %d", all.Total().Count, x.Count)
	}
}
