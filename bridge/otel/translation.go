package otel

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/instrumentation"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/bridge/mirror"
)

// translation turns the metrics of a provider into series.
type translation struct {
	series     []mirror.Series
	err        error
	fractional map[string]bool // sums that were seen not to be whole numbers, by path

	scope instrumentation.Scope
	base  mirror.Series // what all series of a metric have in common
}

// translate returns the series of what was collected, beside the error of the collection or the first of its own.
func translate(from *metricdata.ResourceMetrics, fractional map[string]bool, err error) ([]mirror.Series, error) {
	t := translation{fractional: fractional}
	if err != nil {
		t.err = fmt.Errorf("collect: %w", err)
	}
	// The SDK gives scopes in any order, but the first of a name decides its unit and help.
	slices.SortStableFunc(from.ScopeMetrics, func(a, b metricdata.ScopeMetrics) int {
		return cmp.Or(cmp.Compare(a.Scope.Name, b.Scope.Name), cmp.Compare(a.Scope.Version, b.Scope.Version))
	})
	for i := range from.ScopeMetrics {
		t.scope = from.ScopeMetrics[i].Scope
		for j := range from.ScopeMetrics[i].Metrics {
			t.metric(&from.ScopeMetrics[i].Metrics[j])
		}
	}
	return t.series, t.err
}

func (t *translation) metric(m *metricdata.Metrics) {
	t.base = mirror.Series{Name: strings.ReplaceAll(m.Name, ".", "/"), Help: m.Description, Unit: m.Unit}
	switch data := m.Data.(type) {
	case metricdata.Gauge[int64]:
		gauges(t, data.DataPoints)
	case metricdata.Gauge[float64]:
		gauges(t, data.DataPoints)
	case metricdata.Sum[int64]:
		sums(t, data)
	case metricdata.Sum[float64]:
		sums(t, data)
	case metricdata.Histogram[int64]:
		histograms(t, data)
	case metricdata.Histogram[float64]:
		histograms(t, data)
	case metricdata.ExponentialHistogram[int64]:
		exponentials(t, data)
	case metricdata.ExponentialHistogram[float64]:
		exponentials(t, data)
	default:
		t.refuse(fmt.Errorf("a %T is not known", m.Data))
	}
}

// refuse remembers why a metric is not shown.
func (t *translation) refuse(err error) {
	if t.err == nil {
		t.err = fmt.Errorf("%q is not shown: %w", t.base.Name, err)
	}
}

var errDelta = errors.New("its temporality is not cumulative")

func (t *translation) refuses(temporality metricdata.Temporality) bool {
	if temporality == metricdata.CumulativeTemporality {
		return false
	}
	t.refuse(errDelta)
	return true
}

// add adds a series; set tells what is special about it.
func (t *translation) add(kind metrics.Kind, attributes attribute.Set, set func(*mirror.Series)) {
	s := t.base
	s.Kind, s.Labels = kind, t.labels(attributes)
	set(&s)
	t.series = append(t.series, s)
}

func (t *translation) gauge(suffix string, attributes attribute.Set, v float64) {
	t.add(metrics.KindGauge, attributes, func(s *mirror.Series) { s.Name, s.Value = s.Name+suffix, v })
}

const (
	scopeKey   = "otel_scope"
	versionKey = "otel_scope_version"
)

func (t *translation) labels(set attribute.Set) []metrics.Label {
	labels := make([]metrics.Label, 0, set.Len()+2)
	for _, a := range set.ToSlice() {
		key := string(a.Key)
		if key == scopeKey || key == versionKey {
			key = "exported_" + key
		}
		labels = append(labels, metrics.L(key, a.Value.String()))
	}
	labels = append(labels, metrics.L(scopeKey, t.scope.Name))
	if t.scope.Version != "" {
		labels = append(labels, metrics.L(versionKey, t.scope.Version))
	}
	return labels
}

func gauges[N int64 | float64](t *translation, points []metricdata.DataPoint[N]) {
	for i := range points {
		t.gauge("", points[i].Attributes, float64(points[i].Value))
	}
}

// sums adds sums as counters if they are such and fit, otherwise as gauges.
func sums[N int64 | float64](t *translation, data metricdata.Sum[N]) {
	if t.refuses(data.Temporality) {
		return
	}
	if !data.IsMonotonic {
		gauges(t, data.DataPoints)
		return
	}
	for i := range data.DataPoints {
		if !isWhole(data.DataPoints[i].Value) {
			t.fractional[t.base.Name] = true
		}
	}
	if t.fractional[t.base.Name] {
		gauges(t, data.DataPoints)
		return
	}
	for i := range data.DataPoints {
		point := &data.DataPoints[i]
		t.add(metrics.KindCounter, point.Attributes, func(s *mirror.Series) { s.Count = uint64(point.Value) })
	}
}

// isWhole reports whether v is a whole number that a uint64 holds.
func isWhole[N int64 | float64](v N) bool {
	f := float64(v)
	return f >= 0 && f < 1<<64 && f == math.Trunc(f)
}
