package otlp_test

import (
	"slices"
	"testing"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/resource"
	metricpb "go.opentelemetry.io/proto/otlp/metrics/v1"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/bridge/otel/otlp"
	"github.com/binnacle-go/metrics/reporters"
)

// What arrives is what the registry held, with the resource, though the environment says that it goes elsewhere.
func TestWhatIsCapturedArrives(t *testing.T) {
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://elsewhere.example")
	t.Setenv("OTEL_EXPORTER_OTLP_METRICS_COMPRESSION", "gzip")
	t.Setenv("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "delta")
	registry := metrics.NewRegistry(nil)
	registry.Counter("hits").Add(1<<53 + 1)
	registry.Gauge("depth").Set(-2.5)
	registry.Timer("latency").Observe(time.Second)
	b := newBackend(t)
	r := otlp.New(b.URL, &otlp.Options{Resource: resource.NewSchemaless(attribute.String("service.name", "shop"))})
	runner := reporters.Start(registry, r, nil)
	if err := runner.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if h := runner.Health(); h.Captured != 4 || h.Acknowledged != 4 {
		t.Errorf("got %+v", h)
	}
	all := b.requests[0].GetResourceMetrics()
	if len(b.requests) != 1 || len(all) != 1 || all[0].GetResource().GetAttributes()[0].GetValue().GetStringValue() != "shop" {
		t.Fatalf("got %v", b.requests)
	}
	list := all[0].GetScopeMetrics()[0].GetMetrics()
	find := func(name string) *metricpb.Metric {
		i := slices.IndexFunc(list, func(m *metricpb.Metric) bool { return m.GetName() == name })
		if i < 0 {
			t.Fatalf("no %s in %v", name, list)
		}
		return list[i]
	}
	hits := find("hits").GetSum()
	if p := hits.GetDataPoints()[0]; p.GetAsInt() != 1<<53+1 || hits.GetAggregationTemporality() != 2 || !hits.GetIsMonotonic() {
		t.Errorf("hits: %v", hits)
	}
	if p := find("depth").GetGauge().GetDataPoints()[0]; p.GetAsDouble() != -2.5 {
		t.Errorf("depth: %v", p)
	}
	if p := find("latency").GetExponentialHistogram().GetDataPoints()[0]; p.GetCount() != 1 || p.GetMax() != 1 {
		t.Errorf("latency: %v", p)
	}
}

func TestNothingIsSentOfNothing(t *testing.T) {
	now := metrics.NewRegistry(nil).Snapshot()
	batch := otlp.New("http://h/", nil).Encode(&reporters.Capture{Tick: now.Time, Total: now, Interval: now})
	if len(batch.Body) != 0 || batch.Points != 0 {
		t.Errorf("got %+v", batch)
	}
}
