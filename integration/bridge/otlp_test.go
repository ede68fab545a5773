package bridge_test

import (
	"context"
	"fmt"
	"math"
	"net"
	"strings"
	"testing"
	"unicode/utf8"

	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/receiver/otlpreceiver"
	"go.opentelemetry.io/collector/receiver/receivertest"
	"go.opentelemetry.io/otel/exporters/otlp/otlpmetric/otlpmetricgrpc"
	"go.opentelemetry.io/otel/exporters/otlp/otlpmetric/otlpmetrichttp"
	sdk "go.opentelemetry.io/otel/sdk/metric"

	"github.com/binnacle-go/metrics"
	bridge "github.com/binnacle-go/metrics/bridge/otel"
)

// receiver runs the OTLP receiver of the Collector until the test ends.
func receiver(t *testing.T) (httpAddr, grpcAddr string, sink *consumertest.MetricsSink) {
	t.Helper()
	httpAddr, grpcAddr = freeAddr(t), freeAddr(t)
	factory := otlpreceiver.NewFactory()
	config := factory.CreateDefaultConfig()
	err := confmap.NewFromStringMap(map[string]any{"protocols": map[string]any{
		"http": map[string]any{"endpoint": httpAddr}, "grpc": map[string]any{"endpoint": grpcAddr},
	}}).Unmarshal(config)
	if err != nil {
		t.Fatal(err)
	}
	sink = new(consumertest.MetricsSink)
	r, err := factory.CreateMetrics(context.Background(), receivertest.NewNopSettings(factory.Type()), config, sink)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Start(context.Background(), componenttest.NewNopHost()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Shutdown(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return httpAddr, grpcAddr, sink
}

func freeAddr(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// exporters are OpenTelemetry's own.
var exporters = map[string]func(ctx context.Context, httpAddr, grpcAddr string) (sdk.Exporter, error){
	"HTTP": func(ctx context.Context, addr, _ string) (sdk.Exporter, error) {
		return otlpmetrichttp.New(ctx, otlpmetrichttp.WithEndpoint(addr), otlpmetrichttp.WithInsecure(),
			otlpmetrichttp.WithCompression(otlpmetrichttp.GzipCompression))
	},
	"gRPC": func(ctx context.Context, _, addr string) (sdk.Exporter, error) {
		return otlpmetricgrpc.New(ctx, otlpmetricgrpc.WithEndpoint(addr), otlpmetricgrpc.WithInsecure())
	},
}

func TestAnOTLPReceiverGetsWhatTheRegistryHas(t *testing.T) {
	for name, exporter := range exporters {
		t.Run(name, func(t *testing.T) {
			registry, values := specimen()
			before := registry.Snapshot()
			received := export(t, registry, exporter)
			after := registry.Snapshot()

			for _, x := range after.Series {
				switch x.Kind {
				case metrics.KindCounter:
					checkCounter(t, received, &x)
				case metrics.KindGauge:
					checkGauge(t, received, &x)
				}
			}
			p := received["latency"].points(t, 1)[0].exponential
			checkTimer(t, p, values)
			if start, end := p.StartTimestamp().AsTime(), p.Timestamp().AsTime(); !start.Equal(before.Start) || end.Before(before.Time) || end.After(after.Time) {
				t.Errorf("the latency is from %v to %v, want from %v to between %v and %v", start, end, before.Start, before.Time, after.Time)
			}
			if m := received["latency"]; m.unit != "s" || received["latency.errors"].points(t, 1)[0].number.IntValue() != 0 {
				t.Errorf("the latency is in %q", m.unit)
			}
			if p := received["empty"].points(t, 1)[0].exponential; p.Count() != 0 || p.HasMin() {
				t.Errorf("an empty histogram has %d observations", p.Count())
			}
		})
	}
}

// export sends a registry once and returns what was received.
func export(t *testing.T, registry *metrics.Registry, exporter func(context.Context, string, string) (sdk.Exporter, error)) map[string]metric {
	t.Helper()
	httpAddr, grpcAddr, sink := receiver(t)
	e, err := exporter(t.Context(), httpAddr, grpcAddr)
	if err != nil {
		t.Fatal(err)
	}
	reader := sdk.NewPeriodicReader(e, sdk.WithProducer(bridge.NewProducer(registry, nil)))
	provider := sdk.NewMeterProvider(sdk.WithReader(reader))
	if err := provider.ForceFlush(t.Context()); err != nil {
		t.Fatal(err)
	}
	out := read(t, sink.AllMetrics())
	if err := provider.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
	return out
}

// metric is what was received under one name.
type metric struct {
	unit string
	all  []point
}

type point struct {
	id          string // of the attributes
	number      pmetric.NumberDataPoint
	exponential pmetric.ExponentialHistogramDataPoint
}

func (m metric) points(t *testing.T, n int) []point {
	t.Helper()
	if len(m.all) != n {
		t.Fatalf("there are %d points, want %d", len(m.all), n)
	}
	return m.all
}

func read(t *testing.T, batches []pmetric.Metrics) map[string]metric {
	t.Helper()
	out := map[string]metric{}
	for _, batch := range batches {
		for _, resource := range batch.ResourceMetrics().All() {
			for _, scope := range resource.ScopeMetrics().All() {
				for _, m := range scope.Metrics().All() {
					if _, twice := out[m.Name()]; twice {
						t.Errorf("%q is there twice", m.Name())
					}
					out[m.Name()] = metric{unit: m.Unit(), all: pointsOf(t, m)}
				}
			}
		}
	}
	return out
}

func pointsOf(t *testing.T, m pmetric.Metric) (out []point) {
	t.Helper()
	switch m.Type() {
	case pmetric.MetricTypeSum:
		if !m.Sum().IsMonotonic() || m.Sum().AggregationTemporality() != pmetric.AggregationTemporalityCumulative {
			t.Errorf("%q is a sum that is not cumulative", m.Name())
		}
		for _, p := range m.Sum().DataPoints().All() {
			out = append(out, point{id: attributesOf(p.Attributes()), number: p})
		}
	case pmetric.MetricTypeGauge:
		for _, p := range m.Gauge().DataPoints().All() {
			out = append(out, point{id: attributesOf(p.Attributes()), number: p})
		}
	case pmetric.MetricTypeExponentialHistogram:
		for _, p := range m.ExponentialHistogram().DataPoints().All() {
			out = append(out, point{id: attributesOf(p.Attributes()), exponential: p})
		}
	default:
		t.Errorf("%q is a %v", m.Name(), m.Type())
	}
	return out
}

func attributesOf(m pcommon.Map) string { return fmt.Sprint(m.AsRaw()) }

// plain reports whether a registry's names are exported without a change but for slashes.
func plain(x *metrics.Series) bool {
	for _, l := range x.Labels {
		if !utf8.ValidString(l.Key+l.Value) || l.Key == "" {
			return false
		}
	}
	return utf8.ValidString(x.Name) && !strings.Contains(x.Name, ".")
}

// find returns the point of a series that is plain.
func find(t *testing.T, received map[string]metric, x *metrics.Series) (pmetric.NumberDataPoint, bool) {
	t.Helper()
	labels := map[string]any{}
	for _, l := range x.Labels {
		labels[l.Key] = l.Value
	}
	for _, p := range received[strings.ReplaceAll(x.Name, "/", ".")].all {
		if p.id == fmt.Sprint(labels) {
			return p.number, true
		}
	}
	return pmetric.NumberDataPoint{}, false
}

func checkCounter(t *testing.T, received map[string]metric, x *metrics.Series) {
	t.Helper()
	if !plain(x) {
		return
	}
	p, ok := find(t, received, x)
	if !ok || p.ValueType() != pmetric.NumberDataPointValueTypeInt || p.IntValue() != int64(x.Count) {
		t.Errorf("%s was not received as %d", x.ID(), x.Count)
	}
}

func checkGauge(t *testing.T, received map[string]metric, x *metrics.Series) {
	t.Helper()
	p, ok := find(t, received, x)
	if math.IsNaN(x.Value) {
		if ok {
			t.Errorf("%s was received without a value", x.ID())
		}
		return
	}
	if !ok || p.DoubleValue() != x.Value {
		t.Errorf("%s was not received as %g", x.ID(), x.Value)
	}
}

// checkTimer compares quantiles, read from the middle of buckets, with the exact ones.
func checkTimer(t *testing.T, p pmetric.ExponentialHistogramDataPoint, values []float64) {
	t.Helper()
	if p.Count() != uint64(len(values)) || p.Min() != values[0] || p.Max() != values[len(values)-1] {
		t.Errorf("%d observations from %g to %g, want %d from %g to %g", p.Count(), p.Min(), p.Max(), len(values), values[0], values[len(values)-1])
	}
	counts := p.Positive().BucketCounts().AsRaw()
	half := math.Exp2(math.Exp2(-float64(p.Scale()))/2) - 1
	for _, q := range []float64{0.01, 0.1, 0.5, 0.9, 0.99, 0.999} {
		rank, i := uint64(math.Ceil(q*float64(len(values)))), 0
		for below := p.ZeroCount() + counts[0]; below < rank; below += counts[i] {
			i++
		}
		got := math.Exp2((float64(p.Positive().Offset()) + float64(i) + 0.5) * math.Exp2(-float64(p.Scale())))
		if truth := exact(values, q); math.Abs(got-truth) > (half+0.01)*truth {
			t.Errorf("quantile %g is %g at scale %d, in truth %g", q, got, p.Scale(), truth)
		}
	}
}

// Every hostile name, key and value is received, as one point each and without mixing any two.
func TestAnOTLPReceiverTakesHostileNames(t *testing.T) {
	registry, _ := specimen()
	received := export(t, registry, exporters["gRPC"])
	for name, prefix := range map[string]string{"names": "hostile.", "values": "values", "keys": "keys"} {
		seen := map[int64]int{}
		ids := map[string]bool{}
		for full, m := range received {
			if !strings.HasPrefix(full, prefix) {
				continue
			}
			for _, p := range m.all {
				seen[p.number.IntValue()]++
				ids[full+p.id] = true
			}
		}
		for i, s := range hostile {
			if seen[int64(i+1)] != 1 {
				t.Errorf("of the %s, %q was received %d times", name, s, seen[int64(i+1)])
			}
		}
		if len(ids) != len(hostile) {
			t.Errorf("of the %s, %d are different, want %d", name, len(ids), len(hostile))
		}
	}
}
