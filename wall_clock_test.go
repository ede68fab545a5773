package metrics_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
)

// The wall clock steps by an hour between two snapshots, either way. That cannot be done to the clock of a test, so it is
// done to what the snapshots say.
func TestNoRateIsNegativeWhenTheWallClockSteps(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := worked()
		before := r.Snapshot()
		r.Meter("m").Mark(5)
		r.Timer("t").Observe(time.Second)
		pass(10 * time.Second)
		after := r.Snapshot()
		before.Time = before.Time.Round(0) // without the monotonic reading
		for _, step := range []time.Duration{-time.Hour, 0, time.Hour} {
			stepped := *after
			stepped.Time = after.Time.Round(0).Add(step)
			for name, s := range map[string]*metrics.Snapshot{
				"since": stepped.Since(before), "joined": stepped.Since(before).Append(stepped.Since(&stepped)),
			} {
				m, _ := s.Get("m")
				if m.Count != 5 || m.Rates.Mean < 0 || m.Rates.M1 < 0 {
					t.Errorf("%s, by %v: %d events at %v a second", name, step, m.Count, m.Rates.Mean)
				}
				if x, _ := s.Get("t"); x.Count != 1 || x.Dist.Min() < 0 {
					t.Errorf("%s, by %v: %d calls from %v s", name, step, x.Count, x.Dist.Min())
				}
			}
		}
	})
}

// A duration is the difference of two monotonic readings, whatever the wall clock said at its start.
func TestDurationsAreMonotonic(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		timer := metrics.NewRegistry(nil).Timer("t")
		start := time.Now()
		watch := timer.Start()
		pass(3 * time.Second)
		if d := watch.Stop(); d != 3*time.Second {
			t.Errorf("a call of 3 s took %v", d)
		}
		if d := timer.StartAt(start).Stop(); d != 3*time.Second {
			t.Errorf("from a start of 3 s ago, %v passed", d)
		}
	})
}
