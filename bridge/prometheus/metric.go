package prometheus

import (
	"cmp"
	"slices"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/exposition"
)

// metric is one metric on its way to a registry of client_golang.
type metric struct {
	exposition.Metric
	desc    *prometheus.Desc
	options *CollectorOptions
}

// Desc implements prometheus.Metric.
func (m *metric) Desc() *prometheus.Desc { return m.desc }

// Write implements prometheus.Metric.
func (m *metric) Write(to *dto.Metric) error {
	to.Label = pairs(m.Labels)
	switch m.Type {
	case "counter":
		to.Counter = &dto.Counter{Value: &m.Value}
	case "histogram":
		to.Histogram = m.histogram()
	default:
		to.Gauge = &dto.Gauge{Value: &m.Value}
	}
	return nil
}

// pairs returns labels in the order that client_golang wants.
func pairs(labels []metrics.Label) []*dto.LabelPair {
	if len(labels) == 0 {
		return nil
	}
	all := make([]dto.LabelPair, len(labels))
	out := make([]*dto.LabelPair, len(labels))
	for i := range labels {
		all[i].Name, all[i].Value = &labels[i].Key, &labels[i].Value
		out[i] = &all[i]
	}
	slices.SortFunc(out, func(a, b *dto.LabelPair) int { return cmp.Compare(*a.Name, *b.Name) })
	return out
}
