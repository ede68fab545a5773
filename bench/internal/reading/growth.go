package reading

import (
	"math"
	"strconv"

	"github.com/binnacle-go/metrics/bench/internal/peers"
	"github.com/binnacle-go/metrics/bench/internal/result"
)

// Exponent is the column of the power of the number of instruments with which the time of a read grows.
const Exponent = "growth"

// GrowthNanos is the column of the time of one read of so many instruments, when that is measured for its growth.
func GrowthNanos(size int) string { return "growth " + strconv.Itoa(size) }

// Grow measures how the time of a library's snapshot and exposition grows with the number of instruments.
func Grow(l peers.Library, o Options, results result.Results) {
	for range o.Rounds {
		times := map[peers.Row][]float64{}
		for _, size := range o.Sizes {
			grow(l, size, o, times)
		}
		for row, nanos := range times {
			for i, size := range o.Sizes {
				results.Add(row, GrowthNanos(size), nanos[i])
			}
			results.Add(row, Exponent, exponent(o.Sizes, nanos))
		}
	}
}

func grow(l peers.Library, size int, o Options, times map[peers.Row][]float64) {
	r := l.New()
	if r.Close != nil {
		defer r.Close()
	}
	filled := false
	for _, read := range r.Reads {
		row := Row(l, read)
		if read.Part || read.Work == peers.JSON || !o.Want(row) {
			continue
		}
		if !filled {
			filled = true
			r.Fill(size, o.Durations)
		}
		nanos, _ := timed(read, o.Time)
		times[row] = append(times[row], nanos)
	}
}

// exponent returns the slope of the straight line that fits the logarithms best.
func exponent(sizes []int, nanos []float64) float64 {
	var x, y, xx, xy float64
	for i, size := range sizes {
		u, v := math.Log(float64(size)), math.Log(nanos[i])
		x, y, xx, xy = x+u, y+v, xx+u*u, xy+u*v
	}
	n := float64(len(sizes))
	return (n*xy - x*y) / (n*xx - x*x)
}
