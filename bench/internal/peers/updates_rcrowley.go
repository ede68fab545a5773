package peers

import (
	"time"

	rcrowley "github.com/rcrowley/go-metrics"

	"github.com/binnacle-go/metrics/bench/internal/stream"
)

var rcrowleyUpdates = []Update{
	{Row{Add, Rcrowley, "Counter.Inc"}, func() Op {
		c := rcrowley.NewRegisteredCounter("c", rcrowley.NewRegistry())
		return Op{
			Run: func(_, n int) {
				for range n {
					c.Inc(1)
				}
			},
			Total: func() float64 { return float64(c.Count()) },
		}
	}},
	{Row{Add, Rcrowley, "Meter.Mark"}, func() Op {
		m := rcrowley.NewRegisteredMeter("m", rcrowley.NewRegistry())
		return Op{
			Run: func(_, n int) {
				for range n {
					m.Mark(1)
				}
			},
			Total: func() float64 { return float64(m.Count()) },
			Close: m.Stop,
		}
	}},
	{Row{Set, Rcrowley, "GaugeFloat64.Update"}, func() Op {
		g := rcrowley.NewRegisteredGaugeFloat64("g", rcrowley.NewRegistry())
		return Op{
			Run: func(first, n int) {
				for i := first; i < first+n; i++ {
					g.Update(stream.Seconds(i))
				}
			},
			Total: g.Value,
		}
	}},
	{Row{Record, Rcrowley, "Timer.Update"}, func() Op {
		t := rcrowley.NewRegisteredTimer("t", rcrowley.NewRegistry())
		return rcrowleyTimer(t, func(first, n int) {
			for i := first; i < first+n; i++ {
				t.Update(time.Duration(stream.Nanos(i)))
			}
		})
	}},
	{Row{Record, Rcrowley, "Histogram.Update, exp decay"}, func() Op {
		h := rcrowley.NewHistogram(rcrowley.NewExpDecaySample(1028, 0.015))
		return Op{
			Run: func(first, n int) {
				for i := first; i < first+n; i++ {
					h.Update(stream.Nanos(i))
				}
			},
			Total: func() float64 { return float64(h.Count()) },
		}
	}},
	{Row{Time, Rcrowley, "Timer.UpdateSince"}, func() Op {
		t := rcrowley.NewRegisteredTimer("t", rcrowley.NewRegistry())
		return rcrowleyTimer(t, func(_, n int) {
			for range n {
				start := time.Now()
				t.UpdateSince(start)
			}
		})
	}},
	{Row{Lookup, Rcrowley, "GetOrRegisterCounter, ready name"}, func() Op {
		r := rcrowley.NewRegistry()
		return Op{
			Run: func(first, n int) {
				for i := first; i < first+n; i++ {
					rcrowley.GetOrRegisterCounter(names[i%len(names)], r).Inc(1)
				}
			},
			Total: func() (sum float64) {
				r.Each(func(_ string, c any) { sum += float64(c.(rcrowley.Counter).Count()) })
				return sum
			},
		}
	}},
}

func rcrowleyTimer(t rcrowley.Timer, run func(first, n int)) Op {
	return Op{Run: run, Total: func() float64 { return float64(t.Count()) }, Close: t.Stop}
}
