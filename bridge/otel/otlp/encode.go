package otlp

import (
	"context"
	"io"
	"net/http"

	"go.opentelemetry.io/otel/exporters/otlp/otlpmetric/otlpmetrichttp"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"

	"github.com/binnacle-go/metrics/reporters"
)

// taker is the transport of an exporter that encodes and delivers nothing: it keeps the body of the last request.
type taker struct{ body []byte }

// RoundTrip implements http.RoundTripper.
func (t *taker) RoundTrip(r *http.Request) (answer *http.Response, err error) {
	t.body, err = io.ReadAll(r.Body)
	return &http.Response{StatusCode: http.StatusOK, Body: http.NoBody, Request: r}, err
}

// newExporter returns OpenTelemetry's own exporter, whatever the environment says about where it should send to.
func newExporter(t *taker) metric.Exporter {
	e, err := otlpmetrichttp.New(context.Background(),
		otlpmetrichttp.WithEndpointURL("http://localhost/"),
		otlpmetrichttp.WithHTTPClient(&http.Client{Transport: t}),
		otlpmetrichttp.WithCompression(otlpmetrichttp.NoCompression),
		otlpmetrichttp.WithRetry(otlpmetrichttp.RetryConfig{Enabled: false}),
		otlpmetrichttp.WithTemporalitySelector(metric.CumulativeTemporalitySelector),
		otlpmetrichttp.WithMaxRequestSize(0),
	)
	if err != nil {
		panic("otlp: the exporter's fixed options are wrong: " + err.Error())
	}
	return e
}

// Encode returns the request's body for one capture, in protobuf. It takes time in proportion to the series and their
// populated buckets. It panics, which the runner takes for a failure, if OpenTelemetry's exporter cannot encode.
func (r *Reporter) Encode(c *reporters.Capture) reporters.Batch {
	all := r.producer.Metrics(c.Total)
	if all == nil {
		return reporters.Batch{}
	}
	data := &metricdata.ResourceMetrics{Resource: r.resource, ScopeMetrics: all}
	if err := r.exporter.Export(context.Background(), data); err != nil {
		panic(err)
	}
	batch := reporters.Batch{Body: r.taker.body, Points: points(all)}
	r.taker.body = nil
	return batch
}

func points(all []metricdata.ScopeMetrics) (n uint64) {
	for _, scope := range all {
		for i := range scope.Metrics {
			n += uint64(pointsOf(scope.Metrics[i].Data))
		}
	}
	return n
}

func pointsOf(data metricdata.Aggregation) int {
	switch d := data.(type) {
	case metricdata.Gauge[int64]:
		return len(d.DataPoints)
	case metricdata.Gauge[float64]:
		return len(d.DataPoints)
	case metricdata.Sum[int64]:
		return len(d.DataPoints)
	case metricdata.Sum[float64]:
		return len(d.DataPoints)
	case metricdata.ExponentialHistogram[float64]:
		return len(d.DataPoints)
	}
	return 0 // the producer makes no other
}
