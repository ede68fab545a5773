package metrics_test

import (
	"math"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
)

// worked returns a registry in which everything has happened a hundred times, once a second.
func worked() *metrics.Registry {
	r := metrics.NewRegistry(nil)
	t, h, m := r.Timer("t"), r.Histogram("h"), r.Meter("m")
	for range 100 {
		w := t.Start()
		h.Observe(7)
		m.Mark(3)
		pass(time.Second)
		w.Stop()
	}
	return r
}

// An instrument that nobody used for a day shows nothing, not what it last held.
func TestIdleForADay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := worked()
		last := r.Snapshot()
		pass(24 * time.Hour)
		day := r.Snapshot().Since(last)
		for _, x := range day.Series {
			if x.Count != 0 || len(x.Slow) != 0 {
				t.Errorf("%s counts %d and keeps %d slow calls", x.Name, x.Count, len(x.Slow))
			}
			for _, q := range []float64{0.5, 0.99, 1} {
				if v := x.Dist.Quantile(q); !math.IsNaN(v) {
					t.Errorf("the quantile %v of %s is still %v", q, x.Name, v)
				}
			}
		}
		m, _ := day.Get("m")
		if m.Rates.M1 > 1e-9 || m.Rates.M15 > 1e-9 || m.Rates.Mean != 0 {
			t.Errorf("the meter's rates are %+v", *m.Rates)
		}
	})
}

// After eight hours in which the process did not run, the next mark makes all ticks that are due, and its own event is
// the only one of the present tick.
func TestAMeterWakesWithoutABurst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := worked()
		meter := r.Meter("m")
		pass(8 * time.Hour)
		meter.Mark(1)
		if m, _ := r.Snapshot().Get("m"); m.Rates.M1 > 1e-9 || m.Rates.M15 > 1e-9 {
			t.Errorf("on waking the rates are %+v", *m.Rates)
		}
		pass(5 * time.Second)
		m, _ := r.Snapshot().Get("m")
		if oneEvent := (1 - math.Exp(-5.0/60)) / 5; math.Abs(m.Rates.M1-oneEvent) > 1e-9 {
			t.Errorf("a tick later the rate is %v, want %v", m.Rates.M1, oneEvent)
		}
	})
}
