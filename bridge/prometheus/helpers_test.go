package prometheus_test

import (
	"math"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"

	"github.com/binnacle-go/metrics"
	bridge "github.com/binnacle-go/metrics/bridge/prometheus"
)

// gather collects a registry by way of client_golang's strictest one.
func gather(t testing.TB, registry *metrics.Registry, o *bridge.CollectorOptions) []*dto.MetricFamily {
	t.Helper()
	p := prometheus.NewPedanticRegistry()
	p.MustRegister(bridge.NewCollector(registry, o))
	families, err := p.Gather()
	if err != nil {
		t.Fatalf("gather: %v", err)
	}
	return families
}

// only returns the metric of a family that has one.
func only(t testing.TB, families []*dto.MetricFamily, name string) *dto.Metric {
	t.Helper()
	for _, f := range families {
		if f.GetName() == name && len(f.Metric) == 1 {
			return f.Metric[0]
		}
	}
	t.Fatalf("there is no %s, or several", name)
	return nil
}

// bucket is a native bucket with its bounds.
type bucket struct {
	low, high float64
	count     uint64
}

// decode reads native buckets as Prometheus's specification says.
func decode(h *dto.Histogram) []bucket {
	base := math.Pow(2, math.Pow(2, -float64(h.GetSchema())))
	var out []bucket
	index, count, delta := 0, int64(0), 0
	for _, span := range h.PositiveSpan {
		index += int(span.GetOffset())
		for range span.GetLength() {
			count += h.PositiveDelta[delta]
			delta++
			out = append(out, bucket{math.Pow(base, float64(index-1)), math.Pow(base, float64(index)), uint64(count)})
			index++
		}
	}
	return out
}

// shown lists the names of a snapshot below a scope, without what tells about the mirror.
func shown(s *metrics.Snapshot) map[string]metrics.Series {
	out := map[string]metrics.Series{}
	for _, x := range s.Series {
		if name, ok := strings.CutPrefix(x.ID(), "prometheus/"); ok && !strings.HasPrefix(name, "binnacle/") {
			out[name] = x
		}
	}
	return out
}

func problem(s *metrics.Snapshot) string {
	x, _ := s.Get("prometheus/binnacle/problem")
	return x.Text
}
