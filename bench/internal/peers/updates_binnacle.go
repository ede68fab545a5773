package peers

import (
	"time"

	"github.com/binnacle-go/metrics"

	"github.com/binnacle-go/metrics/bench/internal/stream"
)

var binnacleUpdates = []Update{
	{Row{Add, Binnacle, "Counter.Inc"}, func() Op {
		r := metrics.NewRegistry(nil)
		c := r.Counter("c")
		return Op{
			Run: func(_, n int) {
				for range n {
					c.Inc()
				}
			},
			Total: binnacleTotal(r),
		}
	}},
	{Row{Add, Binnacle, "Meter.Mark"}, func() Op {
		r := metrics.NewRegistry(nil)
		m := r.Meter("m")
		return Op{
			Run: func(_, n int) {
				for range n {
					m.Mark(1)
				}
			},
			Total: binnacleTotal(r),
		}
	}},
	{Row{Set, Binnacle, "Gauge.Set"}, func() Op {
		r := metrics.NewRegistry(nil)
		g := r.Gauge("g")
		return Op{
			Run: func(first, n int) {
				for i := first; i < first+n; i++ {
					g.Set(stream.Seconds(i))
				}
			},
			Total: binnacleTotal(r),
		}
	}},
	{Row{Record, Binnacle, "Timer.Observe"}, func() Op {
		r := metrics.NewRegistry(nil)
		return binnacleTimer(r, r.Timer("t"))
	}},
	{Row{Record, Binnacle, "Timer.Observe, read before"}, func() Op {
		r := metrics.NewRegistry(nil)
		t := r.Timer("t")
		for i := range 1000 {
			t.Observe(time.Duration(stream.Nanos(i)))
		}
		first := r.Snapshot()
		r.Snapshot().Since(first)
		op := binnacleTimer(r, t)
		total := op.Total
		op.Total = func() float64 { return total() - 1000 }
		return op
	}},
	{Row{Record, Binnacle, "Histogram.Observe"}, func() Op {
		r := metrics.NewRegistry(nil)
		h := r.Histogram("h", metrics.Resolution(1e-6))
		return Op{
			Run: func(first, n int) {
				for i := first; i < first+n; i++ {
					h.Observe(stream.Seconds(i))
				}
			},
			Total: binnacleTotal(r),
		}
	}},
	{Row{Time, Binnacle, "defer Timer.Start().Stop()"}, func() Op {
		r := metrics.NewRegistry(nil)
		t := r.Timer("t")
		return Op{
			Run: func(_, n int) {
				for range n {
					timed(t)
				}
			},
			Total: binnacleTotal(r),
		}
	}},
	{Row{Lookup, Binnacle, "CounterVec.With"}, func() Op {
		r := metrics.NewRegistry(nil)
		v := r.CounterVec("requests", []string{"method", "code"})
		return Op{
			Run: func(first, n int) {
				for i := first; i < first+n; i++ {
					p := pairAt(i)
					v.With(p.method, p.code).Inc()
				}
			},
			Total: binnacleTotal(r),
		}
	}},
}

func binnacleTimer(r *metrics.Registry, t *metrics.Timer) Op {
	return Op{
		Run: func(first, n int) {
			for i := first; i < first+n; i++ {
				t.Observe(time.Duration(stream.Nanos(i)))
			}
		},
		Total: binnacleTotal(r),
	}
}

func timed(t *metrics.Timer) {
	defer t.Start().Stop()
}

// binnacleTotal adds up the series of a registry of one instrument or family.
func binnacleTotal(r *metrics.Registry) func() float64 {
	return func() (sum float64) {
		for _, s := range r.Snapshot().Series {
			if s.Kind == metrics.KindGauge {
				sum += s.Value
			} else {
				sum += float64(s.Count)
			}
		}
		return sum
	}
}
