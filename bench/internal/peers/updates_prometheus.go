package peers

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"

	"github.com/binnacle-go/metrics/bench/internal/stream"
)

var prometheusUpdates = []Update{
	{Row{Add, Prometheus, "Counter.Inc"}, func() Op {
		c := prometheus.NewCounter(prometheus.CounterOpts{Name: "c"})
		return Op{
			Run: func(_, n int) {
				for range n {
					c.Inc()
				}
			},
			Total: prometheusTotal(c),
		}
	}},
	{Row{Set, Prometheus, "Gauge.Set"}, func() Op {
		g := prometheus.NewGauge(prometheus.GaugeOpts{Name: "g"})
		return Op{
			Run: func(first, n int) {
				for i := first; i < first+n; i++ {
					g.Set(stream.Seconds(i))
				}
			},
			Total: prometheusTotal(g),
		}
	}},
	{Row{Record, Prometheus, "classic Histogram, 11 buckets"}, func() Op { return prometheusObserve(prometheusClassic("h")) }},
	{Row{Record, Prometheus, "native Histogram, factor 1.1"}, func() Op { return prometheusObserve(prometheusNative("h")) }},
	{Row{Record, Prometheus, "Summary, 3 objectives"}, func() Op { return prometheusObserve(prometheusSummary("s")) }},
	{Row{Time, Prometheus, "time.Now, classic Histogram"}, func() Op { return prometheusTime(prometheusClassic("h")) }},
	{Row{Time, Prometheus, "time.Now, native Histogram"}, func() Op { return prometheusTime(prometheusNative("h")) }},
	{Row{Time, Prometheus, "time.Now, Summary"}, func() Op { return prometheusTime(prometheusSummary("s")) }},
	{Row{Time, Prometheus, "NewTimer, ObserveDuration, classic"}, func() Op {
		h := prometheusClassic("h")
		return Op{
			Run: func(_, n int) {
				for range n {
					prometheus.NewTimer(h).ObserveDuration()
				}
			},
			Total: prometheusTotal(h),
		}
	}},
	{Row{Lookup, Prometheus, "CounterVec.WithLabelValues"}, func() Op {
		v := prometheusVec()
		return Op{
			Run: func(first, n int) {
				for i := first; i < first+n; i++ {
					p := pairAt(i)
					v.WithLabelValues(p.method, p.code).Inc()
				}
			},
			Total: prometheusTotal(v),
		}
	}},
	{Row{Lookup, Prometheus, "CounterVec.With(Labels)"}, func() Op {
		v := prometheusVec()
		return Op{
			Run: func(first, n int) {
				for i := first; i < first+n; i++ {
					p := pairAt(i)
					v.With(prometheus.Labels{"method": p.method, "code": p.code}).Inc()
				}
			},
			Total: prometheusTotal(v),
		}
	}},
}

// A prometheusObserver is a Histogram or a Summary.
type prometheusObserver interface {
	prometheus.Collector
	prometheus.Metric
	prometheus.Observer
}

func prometheusObserve(h prometheusObserver) Op {
	return Op{
		Run: func(first, n int) {
			for i := first; i < first+n; i++ {
				h.Observe(stream.Seconds(i))
			}
		},
		Total: prometheusTotal(h),
	}
}

func prometheusTime(h prometheusObserver) Op {
	return Op{
		Run: func(_, n int) {
			for range n {
				start := time.Now()
				h.Observe(time.Since(start).Seconds())
			}
		},
		Total: prometheusTotal(h),
	}
}

func prometheusClassic(name string) prometheusObserver {
	return prometheus.NewHistogram(prometheus.HistogramOpts{Name: name, Help: "h", Buckets: prometheus.DefBuckets})
}

func prometheusNative(name string) prometheusObserver {
	return prometheus.NewHistogram(prometheus.HistogramOpts{Name: name, Help: "h",
		NativeHistogramBucketFactor: 1.1, NativeHistogramMaxBucketNumber: 160})
}

func prometheusSummary(name string) prometheusObserver {
	return prometheus.NewSummary(prometheus.SummaryOpts{Name: name, Help: "h",
		Objectives: map[float64]float64{0.5: 0.05, 0.9: 0.01, 0.99: 0.001}})
}

func prometheusVec() *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{Name: "c"}, []string{"method", "code"})
}

func prometheusTotal(c prometheus.Collector) func() float64 {
	return func() (sum float64) {
		found := make(chan prometheus.Metric, len(pairs))
		c.Collect(found)
		close(found)
		for m := range found {
			var d dto.Metric
			check(m.Write(&d))
			sum += d.GetCounter().GetValue() + d.GetGauge().GetValue() +
				float64(d.GetHistogram().GetSampleCount()+d.GetSummary().GetSampleCount())
		}
		return sum
	}
}
