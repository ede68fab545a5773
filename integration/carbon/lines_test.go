package carbon_test

import (
	"maps"
	"math"
	"strings"
	"testing"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/integration/carbon"
)

// assertLines checks a capture's lines against its series, which must have names that need no change: nothing is
// missing, nothing is there that should not be, and every number is the captured one.
func assertLines(t *testing.T, c capture) {
	t.Helper()
	want := make(map[string]carbon.Points)
	seconds := c.Interval.Time.Sub(c.Interval.Start).Seconds()
	for i := range c.Interval.Series {
		s := &c.Interval.Series[i]
		for stat, v := range stats(s, seconds) {
			if !math.IsNaN(v) {
				want[path(s)+stat] = carbon.Points{c.Tick.Unix(): v}
			}
		}
	}
	got, err := lines(c)
	if err != nil {
		t.Fatal(err)
	}
	for name := range maps.Keys(got) {
		if want[name] == nil {
			t.Errorf("line of %s, which nothing asks for", name)
		}
	}
	if err := samePoints(got, want); err != nil {
		t.Error(err)
	}
}

// path returns the name that the reporter's documentation promises for a series.
func path(s *metrics.Series) string {
	parts := []string{"test", strings.ReplaceAll(s.Name, "/", ".")}
	for _, l := range s.Labels {
		parts = append(parts, l.Key, l.Value)
	}
	return strings.Join(parts, ".")
}

// stats returns the numbers that the reporter's documentation promises for a series, by what stands behind its name.
func stats(s *metrics.Series, seconds float64) map[string]float64 {
	m := map[string]float64{}
	switch s.Kind {
	case metrics.KindCounter:
		m[".count"] = float64(s.Count)
	case metrics.KindGauge:
		m[""] = s.Value
	case metrics.KindMeter:
		m[".count"] = float64(s.Count)
		m[".rate"], m[".m1"], m[".m5"], m[".m15"] = s.Rates.Mean, s.Rates.M1, s.Rates.M5, s.Rates.M15
	case metrics.KindState:
		for _, st := range s.States {
			m["."+st.State] = st.Time.Seconds()
		}
	case metrics.KindTimer, metrics.KindHistogram:
		m[".count"] = float64(s.Count)
		m[".rate"] = float64(s.Count) / seconds
		m[".min"], m[".max"] = s.Dist.Min(), s.Dist.Max()
		m[".mean"], m[".stddev"] = s.Dist.Mean(), s.Dist.StdDev()
		for name, q := range map[string]float64{
			".p50": .5, ".p75": .75, ".p90": .9, ".p95": .95, ".p99": .99, ".p999": .999, ".p9999": .9999,
		} {
			m[name] = s.Dist.Quantile(q)
		}
		if s.Kind == metrics.KindTimer {
			m[".errors"] = float64(s.Errors)
		}
	}
	return m
}
