package influx_test

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/integration/influx"
)

// expected returns the fields of a series, by the reporter's documentation alone.
func expected(s *metrics.Series, seconds float64) map[string]any {
	fields := map[string]any{}
	number := func(key string, v float64) {
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			fields[key] = v
		}
	}
	switch s.Kind {
	case metrics.KindCounter:
		fields["count"] = int64(s.Count)
	case metrics.KindGauge:
		number("value", s.Value)
	case metrics.KindText:
		fields["text"] = strings.Map(func(c rune) rune {
			if c < ' ' || c == 0x7f {
				return ' '
			}
			return c
		}, s.Text)
	case metrics.KindState:
		if s.Text != "" {
			fields["state"] = s.Text
		}
		for _, st := range s.States {
			fields["seconds."+st.State] = st.Time.Seconds()
		}
	case metrics.KindMeter:
		fields["count"] = int64(s.Count)
		number("rate", s.Rates.Mean)
		number("m1", s.Rates.M1)
		number("m5", s.Rates.M5)
		number("m15", s.Rates.M15)
	case metrics.KindTimer, metrics.KindHistogram:
		fields["count"] = int64(s.Count)
		if s.Kind == metrics.KindTimer {
			fields["errors"] = int64(s.Errors)
		}
		number("rate", float64(s.Count)/seconds)
		number("min", s.Dist.Min())
		number("max", s.Dist.Max())
		number("mean", s.Dist.Mean())
		number("stddev", s.Dist.StdDev())
		for name, q := range map[string]float64{"p50": 0.5, "p75": 0.75, "p90": 0.9, "p95": 0.95, "p99": 0.99, "p999": 0.999, "p9999": 0.9999} {
			number(name, s.Dist.Quantile(q))
		}
	}
	return fields
}

// same reports whether two fields are the same value: one as expected, or parsed, the other maybe as a server's JSON.
func same(want, got any) bool {
	if n, ok := got.(json.Number); ok {
		if i, ok := want.(int64); ok {
			return n.String() == strconv.FormatInt(i, 10)
		}
		v, err := n.Float64()
		return err == nil && want == any(v)
	}
	return want == got
}

// differences compares fields.
func differences(want, got map[string]any) (all []string) {
	for key, v := range want {
		if !same(v, got[key]) {
			all = append(all, fmt.Sprintf("%s is %v (%T), want %v (%T)", key, got[key], got[key], v, v))
		}
	}
	for key, v := range got {
		if _, ok := want[key]; !ok {
			all = append(all, fmt.Sprintf("%s is %v, want none", key, v))
		}
	}
	return all
}

// id names a point by what is unchanged on the way.
func id(measurement string, tags map[string]string) string {
	s := metrics.Series{Name: measurement}
	for k, v := range tags {
		s.Labels = append(s.Labels, metrics.L(k, v))
	}
	return sorted(&s)
}

func byID(points []influx.Point) map[string]influx.Point {
	m := map[string]influx.Point{}
	for _, p := range points {
		m[fmt.Sprint(p.Time, " ", id(p.Measurement, p.Tags))] = p
	}
	return m
}
