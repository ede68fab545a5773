package peers

import (
	"time"

	hashicorp "github.com/hashicorp/go-metrics"

	"github.com/binnacle-go/metrics/bench/internal/stream"
)

var hashicorpUpdates = []Update{
	{Row{Add, Hashicorp, "Metrics.IncrCounter"}, func() Op {
		m, sink := hashicorpMetrics()
		key := []string{"requests"}
		return hashicorpOp(sink, func(_, n int) {
			for range n {
				m.IncrCounter(key, 1)
			}
		})
	}},
	{Row{Set, Hashicorp, "Metrics.SetGauge"}, func() Op {
		m, sink := hashicorpMetrics()
		key := []string{"length"}
		return hashicorpOp(sink, func(first, n int) {
			for i := first; i < first+n; i++ {
				m.SetGauge(key, float32(stream.Seconds(i)))
			}
		})
	}},
	{Row{Record, Hashicorp, "Metrics.AddSample"}, func() Op {
		m, sink := hashicorpMetrics()
		key := []string{"latency"}
		return hashicorpOp(sink, func(first, n int) {
			for i := first; i < first+n; i++ {
				m.AddSample(key, float32(stream.Seconds(i)))
			}
		})
	}},
	{Row{Time, Hashicorp, "Metrics.MeasureSince"}, func() Op {
		m, sink := hashicorpMetrics()
		key := []string{"latency"}
		return hashicorpOp(sink, func(_, n int) {
			for range n {
				start := time.Now()
				m.MeasureSince(key, start)
			}
		})
	}},
	{Row{Lookup, Hashicorp, "Metrics.IncrCounterWithLabels"}, func() Op {
		m, sink := hashicorpMetrics()
		key := []string{"requests"}
		return hashicorpOp(sink, func(first, n int) {
			for i := first; i < first+n; i++ {
				m.IncrCounterWithLabels(key, 1, hashicorpLabels[i%len(hashicorpLabels)])
			}
		})
	}},
}

func hashicorpMetrics() (*hashicorp.Metrics, *hashicorp.InmemSink) {
	c := hashicorp.DefaultConfig("app")
	c.EnableHostname = false
	c.EnableRuntimeMetrics = false
	sink := hashicorp.NewInmemSink(10*time.Second, time.Minute)
	return must(hashicorp.New(c, sink)), sink
}

// hashicorpOp updates a sink of one metric or family.
func hashicorpOp(sink *hashicorp.InmemSink, run func(first, n int)) Op {
	total := func() (sum float64) {
		for _, interval := range sink.Data() {
			for _, g := range interval.Gauges {
				sum = float64(g.Value)
			}
			for _, c := range interval.Counters {
				sum += float64(c.Count)
			}
			for _, s := range interval.Samples {
				sum += float64(s.Count)
			}
		}
		return sum
	}
	return Op{Run: run, Total: total}
}
