package peers

import (
	"strconv"
	"time"

	"github.com/binnacle-go/metrics"
)

var binnacleEstimates = []Estimate{binnacleEstimate(2), binnacleEstimate(3)}

func binnacleEstimate(digits int) Estimate {
	call := "Timer, " + strconv.Itoa(digits) + " digits"
	return Estimate{Row{Quantiles, Binnacle, call}, func(values []int64, quantiles []float64) (out []float64) {
		r := metrics.NewRegistry(nil)
		t := r.Timer("t", metrics.Digits(digits))
		for _, v := range values {
			t.Observe(time.Duration(v))
		}
		s, _ := r.Snapshot().Get("t")
		for _, q := range quantiles {
			out = append(out, s.Dist.Quantile(q)*1e9)
		}
		return out
	}}
}
