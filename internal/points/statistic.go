package points

import (
	"math"
	"strconv"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history"
)

// A statistic is one number of a point.
type statistic struct {
	name string
	// append appends it as JSON, or nothing if there is none.
	append func([]byte, *sample) []byte
}

// A sample is what the statistics of a point are computed from.
type sample struct {
	*history.Point
	seconds   float64 // that it tells of
	quantiles []float64
}

var quantiles = []struct {
	name string
	q    float64
}{{"p50", 0.5}, {"p75", 0.75}, {"p90", 0.9}, {"p95", 0.95}, {"p99", 0.99}, {"p999", 0.999}, {"p9999", 0.9999}}

var (
	count    = statistic{"count", func(b []byte, s *sample) []byte { return strconv.AppendUint(b, s.Count, 10) }}
	failures = statistic{"errors", func(b []byte, s *sample) []byte { return strconv.AppendUint(b, s.Errors, 10) }}
	rate     = statistic{"rate", func(b []byte, s *sample) []byte { return number(b, float64(s.Count)/s.seconds) }}
	value    = statistic{"value", func(b []byte, s *sample) []byte { return number(b, s.Value) }}
	least    = statistic{"min", func(b []byte, s *sample) []byte { return number(b, s.Min) }}
	greatest = statistic{"max", func(b []byte, s *sample) []byte { return number(b, s.Max) }}
	says     = statistic{"text", func(b []byte, s *sample) []byte { return text(b, s.Text) }}
)

var (
	counted  = []statistic{count, rate}
	measured = []statistic{value, least, greatest}
	observed = append([]statistic{count, rate}, spread()...)
	timed    = append([]statistic{count, failures, rate}, spread()...)
)

// spread are the statistics of a distribution.
func spread() []statistic {
	var out []statistic
	for _, x := range []struct {
		name string
		of   func(*metrics.Distribution) float64
	}{
		{"sum", (*metrics.Distribution).Sum},
		{"min", (*metrics.Distribution).Min},
		{"max", (*metrics.Distribution).Max},
		{"mean", (*metrics.Distribution).Mean},
		{"stddev", (*metrics.Distribution).StdDev},
	} {
		out = append(out, statistic{x.name, func(b []byte, s *sample) []byte { return number(b, x.of(s.Dist)) }})
	}
	for i, x := range quantiles {
		out = append(out, statistic{x.name, func(b []byte, s *sample) []byte { return number(b, s.quantile(i)) }})
	}
	return out
}

// statistics are those of the points of a kind. States have others.
func statistics(k metrics.Kind) []statistic {
	switch k {
	case metrics.KindCounter, metrics.KindMeter:
		return counted
	case metrics.KindGauge:
		return measured
	case metrics.KindText:
		return []statistic{says}
	case metrics.KindHistogram:
		return observed
	case metrics.KindTimer:
		return timed
	}
	return nil
}

// quantile computes all at once, when the first is asked for.
func (s *sample) quantile(i int) float64 {
	if s.Dist.Count() == 0 {
		return math.NaN()
	}
	if s.quantiles == nil {
		qs := make([]float64, len(quantiles))
		for i, x := range quantiles {
			qs[i] = x.q
		}
		s.quantiles = s.Dist.AppendQuantiles(nil, qs...)
	}
	return s.quantiles[i]
}

// number appends a number, or nothing if it is none.
func number(b []byte, v float64) []byte {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return b
	}
	return strconv.AppendFloat(b, v, 'g', -1, 64)
}
