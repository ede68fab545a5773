package metrics_test

import (
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
)

func TestAcquireTellsTheTimeAtEachLevel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := metrics.NewRegistry(nil)
		workers := r.State("workers")
		pass(3 * time.Second)
		a := workers.Acquire()
		pass(2 * time.Second)
		b := workers.Acquire()
		pass(time.Second)
		a.Release()
		pass(4 * time.Second)
		b.Release()
		pass(5 * time.Second)
		x, _ := r.Snapshot().Get("workers")
		want := []metrics.StateTime{
			{State: "0", Time: 8 * time.Second, Current: true}, {State: "1", Time: 6 * time.Second}, {State: "2", Time: time.Second},
		}
		if fmt.Sprint(x.States) != fmt.Sprint(want) || x.Text != "0" {
			t.Errorf("%+v, current %q; want %+v", x.States, x.Text, want)
		}
	})
}

func TestAcquireFoldsHighLevels(t *testing.T) {
	r := metrics.NewRegistry(nil)
	st := r.State("a")
	var holds []metrics.Hold
	for range 200 {
		holds = append(holds, st.Acquire())
	}
	if x := r.Snapshot().Series[0]; x.Text != "60+" || len(x.States) != 61 {
		t.Errorf("level %q of %d, want 60+ of 61", x.Text, len(x.States))
	}
	for _, h := range holds {
		h.Release()
	}
	if x := r.Snapshot().Series[0]; x.Text != "0" {
		t.Errorf("level %q after all have left", x.Text)
	}
}

func TestHoldsThatWereNeverAcquired(t *testing.T) {
	metrics.Hold{}.Release()
	r := metrics.NewRegistry(nil)
	h := r.State("a").Acquire()
	h.Release()
	h.Release()
	r.State("a").Acquire()
	if x := r.Snapshot().Series[0]; x.Text != "1" {
		t.Errorf("level %q after one release too many, want 1", x.Text)
	}
}

func TestAcquireFromManyGoroutines(t *testing.T) {
	r := metrics.NewRegistry(nil)
	st := r.State("a")
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			for range 100 {
				h := st.Acquire()
				r.Snapshot()
				h.Release()
			}
		})
	}
	wg.Wait()
	if x := r.Snapshot().Series[0]; x.Text != "0" {
		t.Errorf("level %q in the end", x.Text)
	}
	if n := testing.AllocsPerRun(100, func() { st.Acquire().Release() }); n > 0 {
		t.Errorf("Acquire and Release allocate %v times", n)
	}
}

// A state that is a roll-up of pools tells how many of them are at each level.
func TestRollupOfLevels(t *testing.T) {
	r := metrics.NewRegistry(nil)
	r.Rollup("busy")
	for i := range 5 {
		st := r.SubScope(fmt.Sprint("pool", i)).State("busy")
		for range i % 2 {
			st.Acquire()
		}
		st.Acquire()
	}
	s := r.Snapshot()
	for level, want := range map[string]float64{"1": 3, "2": 2} {
		if x, ok := s.Get("busy", metrics.L("state", level)); !ok || x.Value != want {
			t.Errorf("%v pools at level %s, want %v", x.Value, level, want)
		}
	}
}
