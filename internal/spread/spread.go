// Package spread has the statistics of distributions that reporters send.
package spread

import "github.com/binnacle-go/metrics"

// Statistics are the names of the statistics, in the order in which Append gives their values.
var Statistics = []string{"min", "max", "mean", "stddev", "p50", "p75", "p90", "p95", "p99", "p999", "p9999"}

var quantiles = []float64{0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999}

// Append appends the statistics of a distribution, NaN where it is empty. It takes all quantiles in one pass.
func Append(dst []float64, d *metrics.Distribution) []float64 {
	dst = append(dst, d.Min(), d.Max(), d.Mean(), d.StdDev())
	return d.AppendQuantiles(dst, quantiles...)
}
