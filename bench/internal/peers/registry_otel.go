package peers

import (
	"io"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/common/expfmt"
	exporter "go.opentelemetry.io/otel/exporters/prometheus"
	"go.opentelemetry.io/otel/metric"
	sdk "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
)

var otelLibraries = []Library{
	{Name: OpenTelemetry, Variant: "explicit Histogram", New: func() *Registry { return otelManual(false) }},
	{Name: OpenTelemetry, Variant: "exponential Histogram", New: func() *Registry { return otelManual(true) }},
	{Name: OpenTelemetry, Variant: "explicit Histogram", Same: true, New: func() *Registry {
		gatherer := prometheus.NewRegistry()
		r := otelRegistry(otelProvider(must(exporter.New(exporter.WithRegisterer(gatherer))), false).Meter("m"))
		r.Reads = []Read{{Work: Text, Call: "Prometheus exporter, text", Do: func(w io.Writer) int {
			prometheusWrite(w, gatherer, expfmt.TypeTextPlain)
			return 0
		}}}
		return r
	}},
}

func otelManual(exponential bool) *Registry {
	reader := sdk.NewManualReader()
	r := otelRegistry(otelProvider(reader, exponential).Meter("m"))
	var all metricdata.ResourceMetrics // used again by each collection, as its documentation advises
	r.Reads = []Read{{Work: Snapshot, Call: "ManualReader.Collect", Do: func(io.Writer) int {
		check(reader.Collect(ctx, &all))
		return len(all.ScopeMetrics[0].Metrics)
	}}}
	return r
}

func otelRegistry(m metric.Meter) *Registry {
	return &Registry{
		Counter: func(name string) func() {
			c := must(m.Int64Counter(name))
			c.Add(ctx, 0) // nothing is there before
			return func() { c.Add(ctx, 1) }
		},
		Gauge: func(name string) func(float64) {
			g := must(m.Float64Gauge(name))
			return func(v float64) { g.Record(ctx, v) }
		},
		Timer: func(name string) func(int64) {
			h := must(m.Float64Histogram(name))
			return func(nanos int64) { h.Record(ctx, time.Duration(nanos).Seconds()) }
		},
	}
}
