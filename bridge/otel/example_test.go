package otel_test

import (
	"context"
	"fmt"

	api "go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"go.opentelemetry.io/otel/trace"

	"github.com/binnacle-go/metrics"
	bridge "github.com/binnacle-go/metrics/bridge/otel"
)

// A reader with an exporter, such as NewPeriodicReader makes, is given a Producer in the same way.
func ExampleProducer() {
	registry := metrics.NewRegistry(nil)
	registry.Counter("web/hits", metrics.L("code", "200")).Add(3)

	reader := metric.NewManualReader(metric.WithProducer(bridge.NewProducer(registry, nil)))
	provider := metric.NewMeterProvider(metric.WithReader(reader))
	defer provider.Shutdown(context.Background())

	var collected metricdata.ResourceMetrics
	if err := reader.Collect(context.Background(), &collected); err != nil {
		fmt.Println(err)
	}
	m := collected.ScopeMetrics[0].Metrics[0]
	point := m.Data.(metricdata.Sum[int64]).DataPoints[0]
	fmt.Println(m.Name, point.Attributes.ToSlice()[0].Value.AsString(), point.Value)
	// Output: web.hits 200 3
}

func ExampleProducerOptions() {
	registry := metrics.NewRegistry(nil)
	sizes := registry.Histogram("size", metrics.Unit("By"))
	for size := range 100_000 {
		sizes.Observe(float64(size))
	}
	for _, limit := range []int{160, 640} {
		p := bridge.NewProducer(registry, &bridge.ProducerOptions{MaxSize: limit})
		scopes, _ := p.Produce(context.Background())
		point := scopes[0].Metrics[0].Data.(metricdata.ExponentialHistogram[float64]).DataPoints[0]
		fmt.Println("scale", point.Scale, "with", len(point.PositiveBucket.Counts), "buckets")
	}
	// Output:
	// scale 3 with 134 buckets
	// scale 5 with 533 buckets
}

func ExampleNewReader() {
	registry := metrics.NewRegistry(nil)
	provider := metric.NewMeterProvider(metric.WithReader(bridge.NewReader(registry.Scope, nil)))
	defer provider.Shutdown(context.Background())

	hits, _ := provider.Meter("shop").Int64Counter("http.hits", api.WithUnit("{hit}"))
	hits.Add(context.Background(), 3)

	registry.Snapshot() // what is new appears in the next one
	x, _ := registry.Snapshot().Get("otel/http/hits", metrics.L("otel_scope", "shop"))
	fmt.Println(x.Kind, x.Count)
	// Output: counter 3
}

func ExampleReaderOptions() {
	registry := metrics.NewRegistry(nil)
	reader := bridge.NewReader(registry.Scope, &bridge.ReaderOptions{
		Reader: []metric.ManualReaderOption{metric.WithAggregationSelector(metric.DefaultAggregationSelector)},
	})
	provider := metric.NewMeterProvider(metric.WithReader(reader))
	defer provider.Shutdown(context.Background())

	size, _ := provider.Meter("shop").Int64Histogram("size")
	size.Record(context.Background(), 60)

	registry.Snapshot()
	x, _ := registry.Snapshot().Get("otel/size", metrics.L("otel_scope", "shop"))
	fmt.Println("at most", x.Dist.Max())
	// Output: at most 75
}

func ExampleTrace() {
	registry := metrics.NewRegistry(&metrics.Options{Trace: bridge.Trace})
	search := registry.Timer("web/search")

	// A tracer does this.
	ctx := trace.ContextWithSpanContext(context.Background(), trace.NewSpanContext(trace.SpanContextConfig{
		TraceID: trace.TraceID{15: 1}, SpanID: trace.SpanID{7: 2},
	}))
	search.Start().StopContext(ctx)

	x, _ := registry.Snapshot().Get("web/search")
	fmt.Println(x.Slow[0].TraceID, x.Slow[0].SpanID)
	// Output: 00000000000000000000000000000001 0000000000000002
}
