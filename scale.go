package metrics

import (
	"math"

	"github.com/binnacle-go/metrics/internal/recorder"
)

// scale converts between a series' unit and the whole steps that a recorder counts. One step is mul/div; one of
// the two is 1, so that round decimal resolutions give round decimal values.
type scale struct{ mul, div float64 }

var scaleNanoseconds = scale{mul: 1, div: 1e9}

func newScale(resolution float64) scale {
	if inverse := math.Round(1 / resolution); resolution < 1 && math.Abs(inverse*resolution-1) < 1e-12 {
		return scale{mul: 1, div: inverse}
	}
	return scale{mul: resolution, div: 1}
}

func (s scale) value(steps float64) float64 { return steps * s.mul / s.div }

// steps rounds v to the nearest step; what is beyond a recorder's range stays beyond it.
func (s scale) steps(v float64) int64 {
	n := math.Round(v / s.mul * s.div)
	switch {
	case n > recorder.Max:
		return recorder.Max + 1
	case n < 0:
		return -1
	}
	return int64(n)
}

// floor returns the greatest number of steps, within a recorder's range, whose value is at most v; -1 if v is below
// zero.
func (s scale) floor(v float64) int64 {
	n := math.Floor(v / s.mul * s.div)
	switch {
	case !(n < recorder.Max):
		return recorder.Max
	case n < 0:
		return -1
	}
	steps := int64(n)
	// Division rounds, so the neighbours are tried too.
	for s.value(float64(steps+1)) <= v {
		steps++
	}
	for steps >= 0 && s.value(float64(steps)) > v {
		steps--
	}
	return steps
}
