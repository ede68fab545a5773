package prometheus

import (
	"fmt"
	"math"
	"strings"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/bridge/mirror"
)

// gathering turns what a gatherer gathers into series.
type gathering struct {
	gatherer   prometheus.Gatherer
	skip       func(name string) bool
	fractional map[string]bool // counters that were seen not to be whole numbers, by name
}

// read gathers once. A gatherer may have families beside an error.
func (g *gathering) read() ([]mirror.Series, error) {
	families, err := g.gatherer.Gather()
	if err != nil {
		err = fmt.Errorf("gather: %w", err)
	}
	var t translation
	for _, f := range families {
		if g.skip == nil || !g.skip(f.GetName()) {
			g.family(&t, f)
		}
	}
	if err == nil {
		err = t.err
	}
	return t.series, err
}

func (g *gathering) family(t *translation, f *dto.MetricFamily) {
	t.begin(f)
	switch f.GetType() {
	case dto.MetricType_COUNTER:
		g.counters(t, f)
	case dto.MetricType_SUMMARY:
		for _, m := range f.GetMetric() {
			t.summary(m)
		}
	case dto.MetricType_HISTOGRAM, dto.MetricType_GAUGE_HISTOGRAM:
		for _, m := range f.GetMetric() {
			t.histogram(m)
		}
	default:
		if isInfo(f) {
			t.info(f.GetMetric()[0])
			return
		}
		for _, m := range f.GetMetric() {
			t.gauge("", valueOf(m), m)
		}
	}
}

// counters adds the counters of a family, as gauges if they do not fit into counters.
func (g *gathering) counters(t *translation, f *dto.MetricFamily) {
	for _, m := range f.GetMetric() {
		if !isWhole(m.GetCounter().GetValue()) {
			g.fractional[f.GetName()] = true
		}
	}
	for _, m := range f.GetMetric() {
		v := m.GetCounter().GetValue()
		if g.fractional[f.GetName()] {
			t.gauge("", v, m)
		} else {
			t.counter("", uint64(v), m)
		}
	}
}

// isWhole reports whether v is a whole number that a uint64 holds.
func isWhole(v float64) bool { return v >= 0 && v < 1<<64 && v == math.Trunc(v) }

func valueOf(m *dto.Metric) float64 {
	if m.Untyped != nil {
		return m.Untyped.GetValue()
	}
	return m.GetGauge().GetValue()
}

func isInfo(f *dto.MetricFamily) bool {
	all := f.GetMetric()
	return strings.HasSuffix(f.GetName(), "_info") && len(all) == 1 && len(all[0].GetLabel()) > 0 && valueOf(all[0]) == 1
}

func labelsOf(m *dto.Metric) []metrics.Label {
	labels := make([]metrics.Label, 0, len(m.GetLabel()))
	for _, l := range m.GetLabel() {
		labels = append(labels, metrics.L(l.GetName(), l.GetValue()))
	}
	return labels
}
