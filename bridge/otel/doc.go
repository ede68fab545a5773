// Package otel connects Binnacle with OpenTelemetry, in both directions. Since OpenTelemetry has a package of the same
// name, import this one under another:
//
//	import bridge "github.com/binnacle-go/metrics/bridge/otel"
//
// # From Binnacle to OpenTelemetry
//
// [NewProducer] makes a metric.Producer of a registry. Given to a reader of OpenTelemetry's SDK, its metrics go wherever
// that reader's exporter sends them, by OTLP over HTTP or gRPC for instance:
//
//	exporter, err := otlpmetrichttp.New(ctx)
//	...
//	reader := metric.NewPeriodicReader(exporter, metric.WithProducer(bridge.NewProducer(metrics.Default(), nil)))
//	provider := metric.NewMeterProvider(metric.WithReader(reader))
//	defer provider.Shutdown(ctx)
//
// An export that such an exporter gives up is lost, save that sums and histograms are cumulative. Package otlp, in the
// folder below, is a reporter that keeps what could not be sent and delivers it later.
//
// # From OpenTelemetry to Binnacle
//
// [NewReader] makes a reader that shows the instruments of a MeterProvider on the dashboard and in all other outputs:
//
//	provider := metric.NewMeterProvider(metric.WithReader(bridge.NewReader(metrics.Default().Scope, nil)))
//
// # Traces
//
// [Trace] gives the slow calls of timers the ids of their traces; set it as Options.Trace of the registry.
package otel
