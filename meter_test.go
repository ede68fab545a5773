package metrics_test

import (
	"math"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
)

// loadAverage is the definition: 5-second ticks of an exponentially weighted average.
func loadAverage(eventsPerTick []int, minutes float64) float64 {
	alpha := 1 - math.Exp(-5.0/60/minutes)
	rate := float64(eventsPerTick[0]) / 5
	for _, n := range eventsPerTick[1:] {
		rate += alpha * (float64(n)/5 - rate)
	}
	return rate
}

func TestMeterRatesAreLoadAverages(t *testing.T) {
	patterns := map[string][]int{
		"steady":        {10, 10, 10, 10, 10, 10},
		"burst, silent": {1000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
		"rising":        {1, 2, 4, 8, 16, 32, 64},
		"silent, burst": {0, 0, 0, 0, 500},
		"idle hour":     append([]int{600}, make([]int, 720)...),
	}
	for name, ticks := range patterns {
		for _, readOften := range []bool{true, false} {
			synctest.Test(t, func(t *testing.T) {
				r := metrics.NewRegistry(nil)
				m := r.Meter("m")
				total := 0
				for _, n := range ticks {
					pass(time.Second)
					if n > 0 {
						m.Mark(uint64(n))
						total += n
					}
					pass(4 * time.Second)
					if readOften {
						r.Snapshot()
					}
				}
				x := r.Snapshot().Series[0]
				for minutes, got := range map[float64]float64{1: x.Rates.M1, 5: x.Rates.M5, 15: x.Rates.M15} {
					if want := loadAverage(ticks, minutes); math.Abs(got-want) > 1e-9*max(want, 1) {
						t.Errorf("%s, read often %v: %v-minute rate %v, want %v", name, readOften, minutes, got, want)
					}
				}
				mean := float64(total) / float64(5*len(ticks))
				if x.Count != uint64(total) || math.Abs(x.Rates.Mean-mean) > 1e-9 {
					t.Errorf("%s: count %d and mean %v, want %d and %v", name, x.Count, x.Rates.Mean, total, mean)
				}
			})
		}
	}
}
