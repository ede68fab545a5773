package metrics_test

import (
	"fmt"
	"math"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
)

func TestPanickingCallbackCostsOnlyItsOwnValue(t *testing.T) {
	r := metrics.NewRegistry(nil)
	r.GaugeFunc("a", func() float64 { return 1 })
	r.GaugeFunc("b", func() float64 { panic(fmt.Errorf("lost the database")) })
	r.TextFunc("c", func() string { panic("no text") })
	r.GaugeFunc("d", func() float64 { runtime.Goexit(); return 1 })
	r.GaugeFunc("e", func() float64 { return math.Inf(1) })
	r.Counter("f").Inc()
	for range 100 {
		s := r.Snapshot()
		get := func(name string) metrics.Series { x, _ := s.Get(name); return x }
		if x := get("a"); x.Value != 1 || x.Err != "" {
			t.Fatalf("a: %v %q", x.Value, x.Err)
		}
		if x := get("b"); !math.IsNaN(x.Value) || !strings.Contains(x.Err, "lost the database") {
			t.Fatalf("b: %v %q", x.Value, x.Err)
		}
		if x := get("c"); x.Text != "" || !strings.Contains(x.Err, "no text") {
			t.Fatalf("c: %q %q", x.Text, x.Err)
		}
		if x := get("d"); !math.IsNaN(x.Value) || x.Err == "" {
			t.Fatalf("d: %v %q", x.Value, x.Err)
		}
		if x := get("e"); !math.IsNaN(x.Value) {
			t.Fatalf("e: %v", x.Value)
		}
		if get("f").Count != 1 {
			t.Fatal("f is affected")
		}
	}
}

func TestHangingCallbackIsBoundedAndHeldOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := metrics.NewRegistry(nil)
		release, running := make(chan struct{}), atomic.Int32{}
		r.GaugeFunc("hung", func() float64 {
			running.Add(1)
			defer running.Add(-1)
			<-release
			return 7
		})
		r.GaugeFunc("well", func() float64 { return 1 })
		for i := range 20 {
			start := time.Now()
			s := r.Snapshot()
			took := time.Since(start)
			if limit := time.Second; took > limit || i > 0 && took > 0 {
				t.Fatalf("snapshot %d took %v", i, took)
			}
			if x, _ := s.Get("hung"); !math.IsNaN(x.Value) || !strings.Contains(x.Err, "still running") {
				t.Fatalf("hung: %v %q", x.Value, x.Err)
			}
			if x, _ := s.Get("well"); x.Value != 1 {
				t.Fatalf("well: %v %q", x.Value, x.Err)
			}
			if n := running.Load(); n != 1 {
				t.Fatalf("%d calls under way, want 1", n)
			}
		}
		close(release)
		synctest.Wait()
		if x, _ := r.Snapshot().Get("hung"); x.Value != 7 || x.Err != "" {
			t.Errorf("after it returned: %v %q", x.Value, x.Err)
		}
	})
}

func TestManyHangingCallbacksTogetherTakeAtMostASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := metrics.NewRegistry(nil)
		release := make(chan struct{})
		for i := range 50 {
			r.GaugeFunc(fmt.Sprint(i), func() float64 { <-release; return 0 })
		}
		start := time.Now()
		s := r.Snapshot()
		if took := time.Since(start); took > time.Second {
			t.Errorf("took %v", took)
		}
		for _, x := range s.Series {
			if x.Err == "" {
				t.Errorf("%s has no error", x.Name)
			}
		}
		close(release)
	})
}

func TestCallbackMayUseTheRegistry(t *testing.T) {
	r := metrics.NewRegistry(nil)
	depth := 0
	r.GaugeFunc("outer", func() float64 {
		if depth++; depth > 3 {
			return 1
		}
		r.Counter(fmt.Sprint("made/", depth)).Inc()
		return float64(len(r.Snapshot().Series))
	})
	if x, _ := r.Snapshot().Get("outer"); x.Err != "" || x.Value < 2 {
		t.Errorf("%v %q", x.Value, x.Err)
	}
}

func TestRegisteringACallbackAgainReplacesIt(t *testing.T) {
	r := metrics.NewRegistry(nil)
	r.TextFunc("version", func() string { return "1" })
	r.TextFunc("version", func() string { return "2" })
	if x, _ := r.Snapshot().Get("version"); x.Text != "2" {
		t.Errorf("text %q, want that of the newer function", x.Text)
	}
}

func TestOverlappingSnapshotsBothGetTheValue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := metrics.NewRegistry(nil)
		r.GaugeFunc("slow", func() float64 { pass(60 * time.Millisecond); return 1 })
		other := make(chan *metrics.Snapshot)
		go func() { other <- r.Snapshot() }()
		pass(30 * time.Millisecond)
		for _, s := range []*metrics.Snapshot{r.Snapshot(), <-other} {
			if x := s.Series[0]; x.Value != 1 {
				t.Errorf("value %v, %q", x.Value, x.Err)
			}
		}
	})
}

func TestWhatACallbackMakesAndClosesIsSoInTheSameSnapshot(t *testing.T) {
	r := metrics.NewRegistry(nil)
	r.Rollup("n")
	old := r.SubScope("old")
	old.Counter("n").Add(3)
	calls := 0
	r.GaugeFunc("maker", func() float64 {
		old.Close()
		r.SubScope("new").Counter("n").Add(4)
		r.GaugeFunc("new/made", func() float64 { calls++; return 7 })
		r.GaugeFunc("maker/next", func() float64 {
			r.GaugeFunc("maker/late", func() float64 { return 1 })
			return 8
		})
		return float64(calls)
	})
	s := r.Snapshot()
	if _, ok := s.Get("old/n"); ok {
		t.Error("what was closed is there")
	}
	for name, want := range map[string]float64{"maker": 0, "new/made": 7, "maker/next": 8} {
		if got, ok := s.Get(name); !ok || got.Value != want {
			t.Errorf("%s: %v, %v, want %v", name, got.Value, ok, want)
		}
	}
	if _, ok := s.Get("maker/late"); ok {
		t.Error("a callback made by one that was made is there, and nobody has called it")
	}
	if total, _ := s.Get("n"); total.Count != 7 || calls != 1 {
		t.Errorf("the total is %d, the callback was called %d times", total.Count, calls)
	}
	if got, _ := r.Snapshot().Get("maker/late"); got.Value != 1 {
		t.Errorf("the next snapshot has %v", got.Value)
	}
}
