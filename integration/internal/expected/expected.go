// Package expected says what Prometheus must find in the exposition of a snapshot, by the documentation of package
// exposition alone.
package expected

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/exposition"
	"github.com/binnacle-go/metrics/integration/parse"
)

// A Sample is one line of an exposition.
type Sample struct {
	ID    string // as parse.ID returns it
	Value float64
}

// Samples are all lines of an exposition.
type Samples []Sample

// ByID returns the values of samples whose IDs are all different.
func (all Samples) ByID() map[string]float64 {
	m := make(map[string]float64, len(all))
	for _, s := range all {
		m[s.ID] = s.Value
	}
	return m
}

// Values returns the values of all samples in rising order.
func (all Samples) Values() []float64 {
	var vs []float64
	for _, s := range all {
		vs = append(vs, s.Value)
	}
	slices.Sort(vs)
	return vs
}

// UnitWords are what units add to a name, of the units that this package knows.
var UnitWords = map[string]string{"": "", "1": "", "s": "seconds", "By": "bytes"}

// Of returns the samples of a snapshot. Their IDs hold where names need no escaping and do not meet.
func Of(s *metrics.Snapshot) Samples {
	var all Samples
	for i := range s.Series {
		all.series(&s.Series[i])
	}
	return all
}

func (all *Samples) series(s *metrics.Series) {
	name := strings.ReplaceAll(s.Name, "/", "_")
	var labels []string
	for _, l := range s.Labels {
		labels = append(labels, l.Key, l.Value)
	}
	add := func(name string, v float64, more ...string) {
		if !math.IsNaN(v) {
			*all = append(*all, Sample{parse.ID(name, slices.Concat(labels, more)...), v})
		}
	}
	own := name + unitSuffix(name, s.Unit)
	switch s.Kind {
	case metrics.KindCounter, metrics.KindMeter:
		add(own+"_total", float64(s.Count))
	case metrics.KindGauge:
		add(own, s.Value)
	case metrics.KindTimer:
		distribution(add, own, s)
		add(name+"_max"+unitSuffix(name, s.Unit), s.Dist.Max())
		add(name+"_errors_total", float64(s.Errors))
	case metrics.KindHistogram:
		distribution(add, own, s)
		add(name+"_max"+unitSuffix(name, s.Unit), s.Dist.Max())
		add(name+"_clamped_total", float64(s.Low+s.High))
		add(name+"_rejected_total", float64(s.Rejected))
	case metrics.KindState:
		for _, st := range s.States {
			current := 0.0
			if st.Current {
				current = 1
			}
			add(name, current, name, st.State)
			add(name+"_seconds_total", st.Time.Seconds(), "state", st.State)
		}
	case metrics.KindText:
		add(name+"_info", 1, "value", s.Text)
	}
}

func distribution(add func(string, float64, ...string), name string, s *metrics.Series) {
	add(name+"_count", float64(s.Count))
	add(name+"_sum", s.Dist.Sum())
	add(name+"_bucket", float64(s.Count), "le", "+Inf")
	for _, bound := range exposition.DefaultBuckets(s.Unit) {
		add(name+"_bucket", atMost(s.Dist, bound), "le", Bound(bound))
	}
}

// atMost counts what may be at most bound as far as the distribution can tell.
func atMost(d *metrics.Distribution, bound float64) float64 {
	var n uint64
	d.Buckets(func(low, _ float64, count uint64) bool {
		if low <= bound {
			n += count
		}
		return true
	})
	return float64(n)
}

func unitSuffix(name, unit string) string {
	word := UnitWords[unit]
	if word == "" || strings.HasSuffix(name, "_"+word) {
		return ""
	}
	return "_" + word
}

// Bound writes a bucket's bound in the form that IDs here have it.
func Bound(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// SameBound rewrites the label of a bucket's bound, which formats write differently: 1 is "1" or "1.0".
func SameBound(label string) string {
	v, err := strconv.ParseFloat(label, 64)
	if err != nil || math.IsInf(v, 1) {
		return label
	}
	return Bound(v)
}
