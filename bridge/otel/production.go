package otel

import (
	"math"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"

	"github.com/binnacle-go/metrics"
)

// production is the metrics made of one snapshot.
type production struct {
	snapshot *metrics.Snapshot
	starts   *starts
	maxSize  int
	names    names
	metrics  []metricdata.Metrics
	places   map[string]int // of metrics by name
}

// add adds a series. Those of one name are together in a metric.
func (p *production) add(x *metrics.Series) {
	set := attributes(x.Labels, "", "")
	switch x.Kind {
	case metrics.KindCounter, metrics.KindMeter:
		p.count(x, "", set, x.Count)
	case metrics.KindGauge:
		if !math.IsNaN(x.Value) {
			put(p.metric(x, "", x.Unit, metricdata.Gauge[float64]{}), metricdata.DataPoint[float64]{
				Attributes: set, Time: p.snapshot.Time, Value: x.Value,
			})
		}
	case metrics.KindTimer:
		p.histogram(x, set)
		p.count(x, errorsPart, set, x.Errors)
	case metrics.KindHistogram:
		p.histogram(x, set)
		p.count(x, clampedPart, set, x.Low+x.High)
		p.count(x, rejectedPart, set, x.Rejected)
	case metrics.KindState:
		p.states(x)
	case metrics.KindText:
		if x.Err == "" {
			p.flag(x, attributes(x.Labels, "value", x.Text), true)
		}
	}
}

// metric returns the metric of a part of a series, which is made of an empty aggregation if it is new.
func (p *production) metric(x *metrics.Series, part, unit string, empty metricdata.Aggregation) *metricdata.Metrics {
	name := p.names[claim{x.Name, x.Kind, part}]
	i, ok := p.places[name]
	if !ok {
		i = len(p.metrics)
		if p.places == nil {
			p.places = map[string]int{}
		}
		p.places[name] = i
		p.metrics = append(p.metrics, metricdata.Metrics{Name: name, Description: repair(x.Help), Unit: repair(unit), Data: empty})
	}
	return &p.metrics[i]
}

// put adds a data point to a metric.
func put[N int64 | float64](m *metricdata.Metrics, point metricdata.DataPoint[N]) {
	switch data := m.Data.(type) {
	case metricdata.Gauge[N]:
		data.DataPoints = append(data.DataPoints, point)
		m.Data = data
	case metricdata.Sum[N]:
		data.DataPoints = append(data.DataPoints, point)
		m.Data = data
	}
}

func sum[N int64 | float64]() metricdata.Sum[N] {
	return metricdata.Sum[N]{Temporality: metricdata.CumulativeTemporality, IsMonotonic: true}
}

// count adds a number of events. That of a part has no unit.
func (p *production) count(x *metrics.Series, part string, set attribute.Set, n uint64) {
	unit := x.Unit
	if part != "" {
		unit = ""
	}
	put(p.metric(x, part, unit, sum[int64]()), metricdata.DataPoint[int64]{
		Attributes: set, StartTime: p.starts.of(x), Time: p.snapshot.Time, Value: int64(min(n, math.MaxInt64)),
	})
}

// flag adds 1 for what is so, and 0 for what is not.
func (p *production) flag(x *metrics.Series, set attribute.Set, on bool) {
	point := metricdata.DataPoint[int64]{Attributes: set, Time: p.snapshot.Time}
	if on {
		point.Value = 1
	}
	put(p.metric(x, "", x.Unit, metricdata.Gauge[int64]{}), point)
}

func (p *production) states(x *metrics.Series) {
	for i := range x.States {
		state := &x.States[i]
		set := attributes(x.Labels, "state", state.State)
		p.flag(x, set, state.Current)
		put(p.metric(x, timePart, "s", sum[float64]()), metricdata.DataPoint[float64]{
			Attributes: set, StartTime: p.starts.of(x), Time: p.snapshot.Time, Value: state.Time.Seconds(),
		})
	}
}
