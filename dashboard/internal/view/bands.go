package view

import (
	"math"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/human"
)

// bands are ranges of values that a map of a distribution tells apart: equally many in each decade.
type bands struct {
	each  int // in a decade
	first int // number of the lowest: it begins at 10^(first/each)
	count int
}

// bandsOf returns bands for all values of a distribution. What is not above zero counts in the lowest.
func bandsOf(d *metrics.Distribution) bands {
	low, high := math.NaN(), math.NaN()
	d.Buckets(func(from, to float64, _ uint64) bool {
		middle := (from + to) / 2
		if from > 0 && math.IsNaN(low) {
			low = middle
		}
		high = middle
		return true
	})
	if math.IsNaN(low) {
		low, high = 1, math.Max(high, 1)
	}
	b := bands{each: 10}
	switch decades := math.Log10(high / low); {
	case decades > 5:
		b.each = 3
	case decades > 2:
		b.each = 5
	}
	b.first = b.number(low)
	b.count = b.number(high) + 1 - b.first
	return b
}

func (b *bands) number(v float64) int { return int(math.Floor(math.Log10(v)*float64(b.each) + 1e-9)) }

// of returns the band that a value lies in.
func (b *bands) of(v float64) int {
	if !(v > 0) {
		return 0
	}
	return min(max(b.number(v)-b.first, 0), b.count-1)
}

// edge is where a band begins.
func (b *bands) edge(band int) float64 {
	return math.Pow(10, float64(b.first+band)/float64(b.each))
}

// counts tells how many values of a distribution lie in each band. A bucket counts in the band of its middle.
func (b *bands) counts(d *metrics.Distribution) []uint64 {
	out := make([]uint64, b.count)
	d.Buckets(func(from, to float64, n uint64) bool {
		out[b.of((from+to)/2)] += n
		return true
	})
	return out
}

// name says which values a band holds.
func (b *bands) name(band int, unit string) string {
	return human.Value(b.edge(band), unit) + " to " + human.Value(b.edge(band+1), unit)
}
