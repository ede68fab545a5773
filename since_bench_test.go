package metrics_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
)

// intervals returns a registry of n series, of ten seven counters, two gauges and a timer, in three states. Between
// them a tenth of the timers were called a hundred times.
func intervals(n int) (a, b, c *metrics.Snapshot) {
	reg := metrics.NewRegistry(nil)
	var timers []*metrics.Timer
	for i := range n {
		name := fmt.Sprintf("service/item%07d", i)
		switch i % 10 {
		case 7, 8:
			reg.Gauge(name).Set(float64(i))
		case 9:
			timers = append(timers, reg.Timer(name))
		default:
			reg.Counter(name).Add(uint64(i))
		}
	}
	observe := func(t *metrics.Timer, times int) {
		for k := range times {
			t.Observe(time.Duration(k*k+k) * 37 * time.Microsecond)
		}
	}
	call := func() {
		for i := 0; i < len(timers); i += 10 {
			observe(timers[i], 100)
		}
	}
	for _, t := range timers {
		observe(t, 1000)
	}
	a = reg.Snapshot()
	call()
	b = reg.Snapshot()
	call()
	return a, b, reg.Snapshot()
}

func BenchmarkSince(b *testing.B) {
	for _, n := range []int{1000, 10000, 100000} {
		start, middle, end := intervals(n)
		b.Run(fmt.Sprintf("Since/%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				middle.Since(start)
			}
		})
		first, second := middle.Since(start), end.Since(middle)
		b.Run(fmt.Sprintf("Append/%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				first.Append(second)
			}
		})
	}
	_, middle, end := intervals(10)
	x, y := middle.Series[9].Dist, end.Series[9].Dist
	b.Run("Merge", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			x.Merge(y)
		}
	})
	b.Run("Merge of 60", func(b *testing.B) {
		many := make([]*metrics.Distribution, 60)
		for i := range many {
			many[i] = y
		}
		b.ReportAllocs()
		for b.Loop() {
			x.Merge(many...)
		}
	})
}
