package otlp

import (
	metricspb "go.opentelemetry.io/proto/otlp/collector/metrics/v1"
	metricpb "go.opentelemetry.io/proto/otlp/metrics/v1"
	"google.golang.org/protobuf/proto"
)

// Split implements [reporters.Splitter]: it parts a request in the middle of its data points.
func (r *Reporter) Split(body []byte) (first, second []byte, n uint64, ok bool) {
	var all metricspb.ExportMetricsServiceRequest
	if proto.Unmarshal(body, &all) != nil {
		return nil, nil, 0, false
	}
	total := 0
	for _, resource := range all.GetResourceMetrics() {
		for _, scope := range resource.GetScopeMetrics() {
			for _, m := range scope.GetMetrics() {
				total += width(m)
			}
		}
	}
	if total < 2 {
		return nil, nil, 0, false
	}
	first, err := proto.Marshal(section(&all, 0, total/2))
	if err != nil {
		return nil, nil, 0, false
	}
	second, err = proto.Marshal(section(&all, total/2, total))
	return first, second, uint64(total / 2), err == nil
}

// section returns the data points of a request from one place to another, with all that is said about them.
func section(all *metricspb.ExportMetricsServiceRequest, from, to int) *metricspb.ExportMetricsServiceRequest {
	out, at := &metricspb.ExportMetricsServiceRequest{}, 0
	for _, resource := range all.GetResourceMetrics() {
		r := &metricpb.ResourceMetrics{Resource: resource.GetResource(), SchemaUrl: resource.GetSchemaUrl()}
		for _, scope := range resource.GetScopeMetrics() {
			s := &metricpb.ScopeMetrics{Scope: scope.GetScope(), SchemaUrl: scope.GetSchemaUrl()}
			for _, m := range scope.GetMetrics() {
				n := width(m)
				if a, b := max(from-at, 0), min(to-at, n); a < b {
					s.Metrics = append(s.Metrics, stretch(m, a, b))
				}
				at += n
			}
			if len(s.Metrics) > 0 {
				r.ScopeMetrics = append(r.ScopeMetrics, s)
			}
		}
		if len(r.ScopeMetrics) > 0 {
			out.ResourceMetrics = append(out.ResourceMetrics, r)
		}
	}
	return out
}

// width returns how many data points a metric has. The producer makes no other kinds.
func width(m *metricpb.Metric) int {
	return len(m.GetGauge().GetDataPoints()) + len(m.GetSum().GetDataPoints()) + len(m.GetExponentialHistogram().GetDataPoints())
}

// stretch returns a metric with some of its data points.
func stretch(m *metricpb.Metric, a, b int) *metricpb.Metric {
	out := &metricpb.Metric{Name: m.GetName(), Description: m.GetDescription(), Unit: m.GetUnit(), Metadata: m.GetMetadata()}
	switch d := m.GetData().(type) {
	case *metricpb.Metric_Gauge:
		out.Data = &metricpb.Metric_Gauge{Gauge: &metricpb.Gauge{DataPoints: d.Gauge.GetDataPoints()[a:b]}}
	case *metricpb.Metric_Sum:
		out.Data = &metricpb.Metric_Sum{Sum: &metricpb.Sum{
			DataPoints:             d.Sum.GetDataPoints()[a:b],
			AggregationTemporality: d.Sum.GetAggregationTemporality(),
			IsMonotonic:            d.Sum.GetIsMonotonic(),
		}}
	case *metricpb.Metric_ExponentialHistogram:
		out.Data = &metricpb.Metric_ExponentialHistogram{ExponentialHistogram: &metricpb.ExponentialHistogram{
			DataPoints:             d.ExponentialHistogram.GetDataPoints()[a:b],
			AggregationTemporality: d.ExponentialHistogram.GetAggregationTemporality(),
		}}
	}
	return out
}
