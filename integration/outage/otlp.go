package outage

import (
	"context"
	"time"

	"go.opentelemetry.io/otel/exporters/otlp/otlpmetric/otlpmetrichttp"
	"go.opentelemetry.io/otel/sdk/metric"

	"github.com/binnacle-go/metrics"
	bridge "github.com/binnacle-go/metrics/bridge/otel"
	"github.com/binnacle-go/metrics/bridge/otel/otlp"
)

func startOTLP(addr string, interval time.Duration) (subject, error) {
	return startOurs(otlp.New("http://"+addr+"/v1/metrics", nil), interval), nil
}

// standard is OpenTelemetry's own reader and exporter, over the bridge's producer.
type standard struct {
	provider *metric.MeterProvider
	hits     *metrics.Counter
}

// startStandard takes the reader's and the exporter's default times, in proportion to an interval of 10 seconds.
func startStandard(addr string, interval time.Duration) (subject, error) {
	exporter, err := otlpmetrichttp.New(context.Background(),
		otlpmetrichttp.WithEndpoint(addr), otlpmetrichttp.WithInsecure(), otlpmetrichttp.WithTimeout(interval),
		otlpmetrichttp.WithRetry(otlpmetrichttp.RetryConfig{
			Enabled: true, InitialInterval: interval / 2, MaxInterval: 3 * interval, MaxElapsedTime: 6 * interval,
		}))
	if err != nil {
		return nil, err
	}
	registry, hits := newRegistry()
	reader := metric.NewPeriodicReader(exporter, metric.WithInterval(interval), metric.WithTimeout(3*interval),
		metric.WithProducer(bridge.NewProducer(registry, nil)))
	return &standard{provider: metric.NewMeterProvider(metric.WithReader(reader)), hits: hits}, nil
}

func (s *standard) work() { s.hits.Inc() }

func (*standard) queue() (points uint64, bytes int) { return 0, 0 }

func (s *standard) close() error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	return s.provider.Shutdown(ctx)
}

func (s *standard) counted() uint64 { return s.hits.Value() }
