package metrics_test

import (
	"math"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
)

func TestSinceIsTheInterval(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := metrics.NewRegistry(nil)
		c, g, tm, m, st := r.Counter("c"), r.Gauge("g"), r.Timer("t"), r.Meter("m"), r.State("s")
		h := r.Histogram("h")
		act := func(from, to int) {
			for i := from; i < to; i++ {
				c.Inc()
				g.Set(float64(i))
				w := tm.Start()
				h.Observe(float64(i))
				m.Mark(2)
				st.Set([]string{"a", "b"}[i%2])
				pass(time.Second)
				if i%10 == 0 {
					w.Fail(errBroken)
				} else {
					w.Stop()
				}
			}
		}
		act(0, 100)
		h.Observe(math.NaN())
		early := r.Snapshot()
		act(100, 120)
		h.Observe(-3)
		late := r.Snapshot()
		d := late.Since(early)
		get := func(name string) metrics.Series { x, _ := d.Get(name); return x }
		if d.Start != early.Time || d.Time != late.Time {
			t.Errorf("the interval is from %v to %v", d.Start, d.Time)
		}
		if x := get("c"); x.Count != 20 {
			t.Errorf("counter %d", x.Count)
		}
		if x := get("g"); x.Value != 119 {
			t.Errorf("gauge %v", x.Value)
		}
		if x := get("t"); x.Count != 20 || x.Errors != 2 || math.Abs(x.Dist.Max()-1) > 0.01 || len(x.Slow) == 0 {
			t.Errorf("timer %d, %d errors, max %v, %d slow", x.Count, x.Errors, x.Dist.Max(), len(x.Slow))
		}
		for _, call := range get("t").Slow {
			if !call.End.After(early.Time) {
				t.Errorf("a slow call of before: %v", call)
			}
		}
		if x := get("h"); x.Count != 21 || x.Rejected != 0 || x.Low != 1 || x.Dist.Min() != 0 || x.Dist.CountAtOrBelow(99) != 1 {
			t.Errorf("histogram %d, rejected %d, low %d", x.Count, x.Rejected, x.Low)
		}
		if x := get("m"); x.Count != 40 || x.Rates.Mean != 2 {
			t.Errorf("meter %d, mean %v", x.Count, x.Rates.Mean)
		}
		if x := get("s"); x.States[0].Time != 10*time.Second || x.States[1].Time != 10*time.Second {
			t.Errorf("states %v", x.States)
		}
		if x, _ := late.Get("c"); x.Count != 120 {
			t.Error("Since changed its receiver")
		}
		if x, _ := late.Since(nil).Get("c"); x.Count != 120 {
			t.Error("Since of nothing is not everything")
		}
		if x, _ := late.Since(late).Get("t"); x.Count != 0 || x.Dist != nil {
			t.Error("an empty interval has observations")
		}
	})
}

func TestSinceOfAReopenedScopeNeverGoesNegative(t *testing.T) {
	r := metrics.NewRegistry(nil)
	s := r.SubScope("a")
	s.Counter("hits").Add(100)
	s.Timer("t").Observe(time.Second)
	early := r.Snapshot()
	s.Close()
	s.Counter("hits").Add(3)
	d := r.Snapshot().Since(early)
	if x, _ := d.Get("a/hits"); x.Count != 3 {
		t.Errorf("hits %d, want the 3 of the new counter", x.Count)
	}
	if _, ok := d.Get("a/t"); ok {
		t.Error("a series that is gone is in the interval")
	}
}
