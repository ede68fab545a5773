package metrics

import "math"

// statNames are the statistics that Series.Stat and queries know.
var statNames = []string{
	"count", "errors", "value", "rate", "m1", "m5", "m15", "min", "max", "mean", "stddev", "sum",
	"p50", "p75", "p90", "p95", "p99", "p999", "p9999",
}

// statQuantiles maps the names of percentiles to quantiles.
var statQuantiles = map[string]float64{
	"p50": 0.5, "p75": 0.75, "p90": 0.9, "p95": 0.95, "p99": 0.99, "p999": 0.999, "p9999": 0.9999,
}

// Stat returns a statistic by name, as the query language knows it (see [ParseQuery]); the empty name stands for
// the one that best tells about the kind: a counter's or meter's count, a gauge's value, a timer's or histogram's
// p99. It is NaN where the series has no such number or no value.
func (s *Series) Stat(name string) float64 {
	switch s.Kind {
	case KindCounter:
		return s.countStat(name)
	case KindGauge:
		if name == "" || name == "value" {
			return s.Value
		}
	case KindMeter:
		return s.meterStat(name)
	case KindTimer, KindHistogram:
		return s.distStat(name)
	}
	return math.NaN()
}

func (s *Series) countStat(name string) float64 {
	if name == "count" || name == "" {
		return float64(s.Count)
	}
	return math.NaN()
}

func (s *Series) meterStat(name string) float64 {
	if s.Rates != nil {
		switch name {
		case "rate":
			return s.Rates.Mean
		case "m1":
			return s.Rates.M1
		case "m5":
			return s.Rates.M5
		case "m15":
			return s.Rates.M15
		}
	}
	return s.countStat(name)
}

func (s *Series) distStat(name string) float64 {
	switch name {
	case "count":
		return float64(s.Count)
	case "errors":
		if s.Kind == KindTimer {
			return float64(s.Errors)
		}
	case "min":
		return s.Dist.Min()
	case "max":
		return s.Dist.Max()
	case "mean":
		return s.Dist.Mean()
	case "stddev":
		return s.Dist.StdDev()
	case "sum":
		return s.Dist.Sum()
	case "":
		return s.Dist.Quantile(0.99)
	}
	if q, ok := statQuantiles[name]; ok {
		return s.Dist.Quantile(q)
	}
	return math.NaN()
}
