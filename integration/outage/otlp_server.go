package outage

import (
	"context"
	"fmt"
	"strconv"

	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/receiver/otlpreceiver"
	"go.opentelemetry.io/collector/receiver/receivertest"
)

// serveOTLP runs the receiver of OpenTelemetry's Collector, for HTTP. What it takes is in a file before it answers.
func serveOTLP(dir, addr string) error {
	f, err := openReceived(dir)
	if err != nil {
		return err
	}
	store, err := consumer.NewMetrics(func(_ context.Context, m pmetric.Metrics) error {
		_, err := f.Write(appendMetrics(nil, m))
		return err
	})
	if err != nil {
		return err
	}
	factory := otlpreceiver.NewFactory()
	config := factory.CreateDefaultConfig()
	http := map[string]any{"protocols": map[string]any{"http": map[string]any{"endpoint": addr}}}
	if err := confmap.NewFromStringMap(http).Unmarshal(config); err != nil {
		return err
	}
	ctx := context.Background()
	r, err := factory.CreateMetrics(ctx, receivertest.NewNopSettings(factory.Type()), config, store)
	if err != nil {
		return err
	}
	return r.Start(ctx, componenttest.NewNopHost())
}

func appendMetrics(b []byte, m pmetric.Metrics) []byte {
	for _, resource := range m.ResourceMetrics().All() {
		for _, scope := range resource.ScopeMetrics().All() {
			for _, metric := range scope.Metrics().All() {
				for _, p := range pointsOf(metric).All() {
					b = fmt.Appendf(b, "%s %s %d\n", metric.Name(), numberOf(p), p.Timestamp())
				}
			}
		}
	}
	return b
}

// pointsOf returns those of a sum or gauge, which are all there are.
func pointsOf(m pmetric.Metric) pmetric.NumberDataPointSlice {
	if m.Type() == pmetric.MetricTypeSum {
		return m.Sum().DataPoints()
	}
	return m.Gauge().DataPoints()
}

func numberOf(p pmetric.NumberDataPoint) string {
	if p.ValueType() == pmetric.NumberDataPointValueTypeInt {
		return strconv.FormatInt(p.IntValue(), 10)
	}
	return strconv.FormatFloat(p.DoubleValue(), 'g', -1, 64)
}
