// Package stream makes the values that every library is given: the same ones in the same order in every run.
package stream

import (
	"math"
	"math/rand/v2"
	"slices"
)

// length is a power of two: too long for a branch predictor to learn, short enough for the second-level cache.
const length = 1 << 16

var (
	nanos   [length]int64
	seconds [length]float64
)

func init() {
	for i, v := range Lognormal(length, 1) {
		nanos[i] = v
		seconds[i] = float64(v) / 1e9
	}
}

// Nanos returns the i-th duration of the stream of the benchmarks in nanoseconds. It is lognormal with a median of
// 20 ms and sigma 1.2 (p99 326 ms), where the usual default buckets of histograms are meant to be used. The stream
// repeats itself.
func Nanos(i int) int64 { return nanos[i&(length-1)] }

// Seconds returns the same duration in seconds.
func Seconds(i int) float64 { return seconds[i&(length-1)] }

// Lognormal returns n durations in nanoseconds with a median of 20 ms and sigma 1.2.
func Lognormal(n int, seed uint64) []int64 {
	return generate(n, seed, func(r *rand.Rand) float64 { return 20e6 * math.Exp(1.2*r.NormFloat64()) })
}

// Bimodal returns n durations in nanoseconds: 80 % around 2 ms, 20 % around 200 ms.
func Bimodal(n int, seed uint64) []int64 {
	return generate(n, seed, func(r *rand.Rand) float64 {
		if r.Float64() < 0.8 {
			return 2e6 * math.Exp(0.25*r.NormFloat64())
		}
		return 200e6 * math.Exp(0.3*r.NormFloat64())
	})
}

// Heavy returns n durations in nanoseconds with a Pareto tail: from 1 ms up, exponent 1.2.
func Heavy(n int, seed uint64) []int64 {
	return generate(n, seed, func(r *rand.Rand) float64 { return 1e6 * math.Pow(1-r.Float64(), -1/1.2) })
}

// Atoms returns n durations in nanoseconds at five fixed places, each within 0.1 %, as cache hits, sleeps and
// timeouts are: the worst case for interpolation.
func Atoms(n int, seed uint64) []int64 {
	return generate(n, seed, func(r *rand.Rand) float64 {
		at := 1.1e6
		switch u := r.Float64(); {
		case u < 0.0002:
			at = 30e9
		case u < 0.005:
			at = 251e6
		case u < 0.13:
			at = 33e6
		case u < 0.4:
			at = 7.3e6
		}
		return at * (1 + 0.001*r.Float64())
	})
}

func generate(n int, seed uint64, next func(*rand.Rand) float64) []int64 {
	const hour = 3.6e12
	r := rand.New(rand.NewPCG(seed, 0x9E3779B97F4A7C15))
	out := make([]int64, n)
	for i := range out {
		out[i] = int64(min(max(next(r), 1), hour))
	}
	return out
}

// Quantile returns the exact quantile of sorted values, by nearest rank.
func Quantile(sorted []int64, q float64) int64 {
	i := int(math.Ceil(q*float64(len(sorted)))) - 1
	return sorted[min(max(i, 0), len(sorted)-1)]
}

// Sorted returns a sorted copy.
func Sorted(values []int64) []int64 {
	out := slices.Clone(values)
	slices.Sort(out)
	return out
}
