// Package result holds what was measured, round by round, so that figures of the same round can be compared.
package result

import (
	"math"
	"slices"

	"github.com/binnacle-go/metrics/bench/internal/peers"
)

// A Point is one figure of a row, such as its time in the column "serial".
type Point struct {
	peers.Row
	Column string
}

// Results holds for each point its value in each round. Points that were measured together have as many rounds.
type Results map[Point][]float64

// Add adds the value of the next round.
func (r Results) Add(row peers.Row, column string, value float64) {
	p := Point{row, column}
	r[p] = append(r[p], value)
}

// Median returns the median over the rounds, NaN where nothing was measured.
func (r Results) Median(p Point) float64 { return median(r[p]) }

// Ratio returns the median over the rounds of a / b, NaN where they were not measured together.
func (r Results) Ratio(a, b Point) float64 {
	var ratios []float64
	for i := range min(len(r[a]), len(r[b])) {
		ratios = append(ratios, r[a][i]/r[b][i])
	}
	return median(ratios)
}

func median(values []float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(values))
	middle := len(sorted) / 2
	if len(sorted)%2 == 0 {
		return (sorted[middle-1] + sorted[middle]) / 2
	}
	return sorted[middle]
}
