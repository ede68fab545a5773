package dashboard_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
	"github.com/binnacle-go/metrics/history"
)

// many is a registry of 10,000 series that has been sampled for some steps.
func many(b *testing.B) (*metrics.Registry, *history.Store) {
	b.Helper()
	reg := metrics.NewRegistry(&metrics.Options{MaxSeries: 20_000})
	timers := reg.TimerVec("work/took", []string{"job"})
	counters := reg.CounterVec("work/done", []string{"job"})
	h := history.New(reg, nil)
	b.Cleanup(func() { h.Close() })
	ticks, cancel := h.Subscribe()
	defer cancel()
	for range 4 {
		for i := range 5000 {
			timers.With(fmt.Sprint(i)).Observe(time.Duration(i) * time.Microsecond)
			counters.With(fmt.Sprint(i)).Inc()
		}
		<-ticks
	}
	return reg, h
}

// BenchmarkManySeries makes pages of 10,000 series.
func BenchmarkManySeries(b *testing.B) {
	reg, h := many(b)
	d := newDashboard(b, reg, &dashboard.Options{History: h})
	for _, query := range []string{"", "view=tree&path=work", "query=took", "live=1"} {
		b.Run("?"+query, func(b *testing.B) {
			for b.Loop() {
				if w := get(d, query, "Accept", "text/html"); w.Code != 200 {
					b.Fatal(w.Code)
				}
			}
		})
	}
}
