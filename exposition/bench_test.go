package exposition_test

import (
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/exposition"
)

// mixed returns a registry of n series as programs have them: of ten, seven counters, two gauges and a timer, each
// with two labels, in families of ten.
func mixed(n int) *metrics.Registry {
	r := metrics.NewRegistry(nil)
	for i := range n {
		name := fmt.Sprintf("service/part%d/family%d", i%10, i/100)
		labels := []metrics.Option{metrics.L("route", fmt.Sprintf("/api/v1/items/%d", i/10%10)), metrics.L("method", "GET")}
		switch i % 10 {
		case 7, 8:
			r.Gauge(name, labels...).Set(float64(i) * 1.1)
		case 9:
			t := r.Timer(name, labels...)
			for k := range 100 {
				t.Observe(time.Duration(k*k) * 37 * time.Microsecond)
			}
		default:
			r.Counter(name, labels...).Add(uint64(i) * 1001)
		}
	}
	return r
}

func BenchmarkEncode(b *testing.B) {
	for _, n := range []int{1000, 10000} {
		s := mixed(n).Snapshot()
		for _, f := range []exposition.Format{{}, {Syntax: exposition.OpenMetrics100}} {
			b.Run(fmt.Sprintf("%v/%d", []string{"text", "openmetrics"}[f.Syntax], n), func(b *testing.B) {
				e := exposition.NewEncoder(nil)
				b.ReportAllocs()
				for b.Loop() {
					if err := e.Encode(io.Discard, s, f); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/series")
			})
		}
	}
}

// BenchmarkFirst is a scrape after the set of families has changed.
func BenchmarkFirst(b *testing.B) {
	s := mixed(10000).Snapshot()
	b.ReportAllocs()
	for b.Loop() {
		if err := exposition.NewEncoder(nil).Encode(io.Discard, s, exposition.Format{}); err != nil {
			b.Fatal(err)
		}
	}
}
