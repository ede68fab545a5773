package metrics_test

import (
	"fmt"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
)

var overflow = metrics.L("overflow", "true")

// totalOf returns the events of all series of a name.
func totalOf(s *metrics.Snapshot, name string) (n uint64) {
	for i := range s.Series {
		if s.Series[i].Name == name {
			n += s.Series[i].Count
		}
	}
	return n
}

func TestIdleSeriesExpire(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := metrics.NewRegistry(&metrics.Options{IdleExpiry: time.Minute})
		hits, took := r.CounterVec("hits", []string{"user"}), r.TimerVec("took", []string{"user"})
		sizes, depth := r.HistogramVec("sizes", []string{"user"}), r.GaugeVec("depth", []string{"user"})
		meter := r.Meter("marks", metrics.L("user", "ann"))
		plain := r.Counter("plain")
		plain.Inc()
		for _, user := range []string{"ann", "bob"} {
			hits.With(user).Add(3)
			took.With(user).Start().Fail(fmt.Errorf("late"))
			took.With(user).Observe(time.Second)
			sizes.With(user).Observe(7)
			depth.With(user).Set(2)
		}
		meter.Mark(5)
		var s *metrics.Snapshot
		for range 100 {
			hits.With("bob").Inc()
			pass(time.Second)
			s = r.Snapshot()
			if n := totalOf(s, "took"); n != 4 {
				t.Fatalf("%d calls in all, want 4", n)
			}
			if n := totalOf(s, "hits"); n < 6 {
				t.Fatalf("%d hits in all, want 6 and more", n)
			}
		}
		for name, want := range map[string]int{"hits": 2, "took": 1, "sizes": 1, "depth": 0, "marks": 1, "plain": 1} {
			if n := len(s.Sub(name).Series); n != want {
				t.Errorf("%d series of %s are left, want %d", n, name, want)
			}
		}
		if x, ok := s.Get("hits", overflow); !ok || x.Count != 3 {
			t.Errorf("the overflow has %d hits, want those of ann: 3", x.Count)
		}
		if x, _ := s.Get("hits", metrics.L("user", "bob")); x.Count != 103 {
			t.Errorf("bob has %d hits, want 103", x.Count)
		}
		if x, _ := s.Get("took", overflow); x.Count != 4 || x.Errors != 2 || x.Dist.Max() != 1 {
			t.Errorf("the overflow has %d calls, %d errors, up to %v s; want 4, 2, 1", x.Count, x.Errors, x.Dist.Max())
		}
		if x, _ := s.Get("sizes", overflow); x.Dist.Sum() != 14 {
			t.Errorf("the overflow has sizes of %v, want 14", x.Dist.Sum())
		}
		if x, _ := s.Get("marks", overflow); x.Count != 5 {
			t.Errorf("the overflow has %d marks, want 5", x.Count)
		}
	})
}

// An instrument that the program still holds comes back when it is used again, and nothing is counted twice or lost.
func TestExpiredSeriesComeBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := metrics.NewRegistry(&metrics.Options{IdleExpiry: time.Minute})
		hits := r.CounterVec("hits", []string{"user"})
		ann := hits.With("ann")
		ann.Add(10)
		want := uint64(10)
		for round := range 5 {
			for range 100 {
				pass(time.Second)
				if n := totalOf(r.Snapshot(), "hits"); n != want {
					t.Fatalf("%d in all, want %d", n, want)
				}
			}
			if _, ok := r.Snapshot().Get("hits", metrics.L("user", "ann")); ok {
				t.Fatal("ann has not expired")
			}
			ann.Add(2)
			want += 2
			pass(10 * time.Second)
			r.Snapshot() // finds out
			s := r.Snapshot()
			if x, ok := s.Get("hits", metrics.L("user", "ann")); !ok || x.Count != 2 {
				t.Fatalf("round %d: ann has %d, want 2", round, x.Count)
			}
			if n := totalOf(s, "hits"); n != want {
				t.Fatalf("%d in all, want %d", n, want)
			}
			if hits.With("ann") != ann {
				t.Fatal("the family has another counter for ann")
			}
		}
	})
}

// Somebody else may have asked for the same labels meanwhile: both count.
func TestExpiredSeriesThatWasMadeAnew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := metrics.NewRegistry(&metrics.Options{IdleExpiry: time.Minute})
		hits := r.CounterVec("hits", []string{"user"})
		old := hits.With("ann")
		old.Add(10)
		for range 80 {
			pass(time.Second)
			r.Snapshot()
		}
		hits.With("ann").Add(5)
		old.Add(3)
		for range 20 {
			pass(time.Second)
			r.Snapshot()
		}
		s := r.Snapshot()
		if x, _ := s.Get("hits", metrics.L("user", "ann")); x.Count != 5 {
			t.Errorf("ann has %d, want 5", x.Count)
		}
		if x, _ := s.Get("hits", overflow); x.Count != 13 {
			t.Errorf("the overflow has %d, want 13", x.Count)
		}
	})
}

func TestClosedScopesDoNotComeBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := metrics.NewRegistry(&metrics.Options{IdleExpiry: time.Minute})
		scope := r.SubScope("web")
		ann := scope.CounterVec("hits", []string{"user"}).With("ann")
		ann.Inc()
		for range 80 {
			pass(time.Second)
			r.Snapshot()
		}
		scope.Close()
		ann.Inc()
		pass(time.Minute)
		r.Snapshot()
		if s := r.Snapshot(); len(s.Series) != 0 {
			t.Errorf("%d series after Close, the first is %s", len(s.Series), s.Series[0].ID())
		}
		r.SubScope("web").Gauge("hits").Set(1) // the name may be used for something else
		ann.Inc()
		pass(time.Minute)
		r.Snapshot()
	})
}

// What is counted after the last snapshot, by an instrument that is then given up, is in the total all the same.
func TestInstrumentsGivenUpLoseNothing(t *testing.T) {
	r := metrics.NewRegistry(&metrics.Options{IdleExpiry: time.Nanosecond})
	func() {
		c := r.CounterVec("hits", []string{"user"}).With("ann")
		c.Add(4)
		for len(r.Snapshot().Sub("hits").Series) > 0 {
			if _, ok := r.Snapshot().Get("hits", overflow); ok {
				break
			}
		}
		c.Add(3)
	}()
	limit := time.Now().Add(time.Minute)
	for time.Now().Before(limit) {
		runtime.GC()
		if totalOf(r.Snapshot(), "hits") == 7 {
			return
		}
	}
	t.Errorf("%d in all, want 7", totalOf(r.Snapshot(), "hits"))
}

func TestNothingExpiresByDefault(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := metrics.NewRegistry(nil)
		r.CounterVec("hits", []string{"user"}).With("ann").Inc()
		for range 10 {
			pass(24 * time.Hour)
			r.Snapshot()
		}
		if _, ok := r.Snapshot().Get("hits", metrics.L("user", "ann")); !ok {
			t.Error("an idle series has gone")
		}
	})
}
