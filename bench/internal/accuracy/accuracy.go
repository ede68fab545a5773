// Package accuracy measures how far the quantiles that libraries tell are from the exact ones.
package accuracy

import (
	"fmt"
	"math"
	"slices"

	"github.com/binnacle-go/metrics/bench/internal/peers"
	"github.com/binnacle-go/metrics/bench/internal/result"
	"github.com/binnacle-go/metrics/bench/internal/stream"
)

// Quantiles are those whose errors are measured.
var Quantiles = []float64{0.5, 0.9, 0.99, 0.999, 0.9999}

// Column is the column of the absolute error of a quantile on the heavy-tailed stream, in percent.
func Column(q float64) string { return fmt.Sprintf("p%g", q*100) }

// Worst is the column of the largest error of any quantile on any stream in any round.
const Worst = "worst"

// Options say what to measure.
type Options struct {
	Want   func(peers.Row) bool // which rows to measure
	Values int                  // of each stream
	Rounds int                  // with streams of other seeds: those that sample err each time differently
}

var streams = []func(n int, seed uint64) []int64{stream.Heavy, stream.Lognormal, stream.Bimodal, stream.Atoms}

// Run measures all rows on the same streams.
func Run(rows []peers.Estimate, o Options, results result.Results) {
	rows = slices.DeleteFunc(rows, func(e peers.Estimate) bool { return !o.Want(e.Row) })
	worst := make([]float64, len(rows))
	for round := range o.Rounds {
		for i, generate := range streams {
			values := generate(o.Values, uint64(100+round))
			sorted := stream.Sorted(values)
			for j, e := range rows {
				for k, percent := range deviations(e, values, sorted) {
					if math.IsNaN(percent) {
						continue
					}
					worst[j] = max(worst[j], percent)
					if i == 0 {
						results.Add(e.Row, Column(Quantiles[k]), percent)
					}
				}
			}
		}
	}
	for j, e := range rows {
		results.Add(e.Row, Worst, worst[j])
	}
}

// deviations returns by how many percent each quantile is wrong, NaN where it is not told.
func deviations(e peers.Estimate, values, sorted []int64) []float64 {
	out := e.Quantiles(values, Quantiles)
	for i, q := range Quantiles {
		want := float64(stream.Quantile(sorted, q))
		out[i] = 100 * math.Abs(out[i]-want) / want
	}
	return out
}
