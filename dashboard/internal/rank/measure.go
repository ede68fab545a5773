package rank

import (
	"math"

	"github.com/binnacle-go/metrics"
)

// a measure is a statistic of a span of time, and how sure it is.
type measure struct {
	what What
	// of returns the statistic of a piece of time, NaN if too little happened to tell.
	of func(p *piece) float64
	// blur is how far the statistic of the window is off by chance alone, when before is the true one.
	blur func(x *metrics.Series, seconds, before float64) float64
}

const (
	minCalls    = 20 // that an error share is told of
	minObserved = 50 // that a 99th percentile is told of
)

var (
	rates = measure{
		Rate,
		func(p *piece) float64 { return float64(p.count) / p.seconds },
		func(_ *metrics.Series, seconds, before float64) float64 {
			return math.Sqrt(math.Max(before*seconds, 1)) / seconds
		},
	}
	failures = measure{
		Errors,
		func(p *piece) float64 {
			if p.count < minCalls {
				return math.NaN()
			}
			return float64(p.errors) / float64(p.count)
		},
		func(x *metrics.Series, _, before float64) float64 {
			n := math.Max(float64(x.Count), 1)
			return math.Sqrt(math.Max(before*(1-before), 1/n) / n)
		},
	}
	tails = measure{
		P99,
		func(p *piece) float64 {
			if p.count < minObserved {
				return math.NaN()
			}
			return p.p99
		},
		func(x *metrics.Series, _, before float64) float64 {
			return 3 * before / math.Sqrt(math.Max(float64(x.Count), 1))
		},
	}
	values = measure{
		Value,
		func(p *piece) float64 { return p.value },
		func(x *metrics.Series, _, before float64) float64 {
			if x.Unit != "" {
				return 0
			}
			return math.Sqrt(math.Max(math.Abs(before), 1)) // it counts something, and 1 instead of 2 is no news
		},
	}
)

// measures are those that a kind has.
func measures(k metrics.Kind) []measure {
	switch k {
	case metrics.KindCounter, metrics.KindMeter:
		return []measure{rates}
	case metrics.KindTimer:
		return []measure{failures, tails, rates}
	case metrics.KindHistogram:
		return []measure{tails, rates}
	case metrics.KindGauge:
		return []measure{values}
	}
	return nil
}

// compare fills in a change and reports whether it is worth telling.
func (m *measure) compare(c *Change, x *metrics.Series, now *piece, past []piece) bool {
	c.Now = m.of(now)
	before := make([]float64, 0, len(past))
	for i := range past {
		if !past[i].known {
			continue
		}
		if v := m.of(&past[i]); !math.IsNaN(v) {
			before = append(before, v)
		}
	}
	if math.IsNaN(c.Now) || len(before) < enough {
		return false
	}
	c.Before, c.Usual = spread(before)
	noise := math.Hypot(c.Usual, m.blur(x, now.seconds, c.Before)) // what varies anyway, and what is mere chance
	noise = math.Max(noise, math.Abs(c.Before)/20)
	c.Score = score(c.Now-c.Before, noise)
	return math.Abs(c.Score) >= minScore && large(c.Now, c.Before)
}

// score is a difference in units of the noise, within bounds.
func score(difference, noise float64) float64 {
	if !(noise > 0) {
		return 0 // it has never been anything but zero
	}
	return math.Min(math.Max(difference/noise, -maxScore), maxScore)
}

// large reports whether two numbers differ by more than a person would overlook.
func large(a, b float64) bool {
	low, high := math.Min(math.Abs(a), math.Abs(b)), math.Max(math.Abs(a), math.Abs(b))
	return high >= low*minEffect
}
