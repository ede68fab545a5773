package otel_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"go.opentelemetry.io/otel/attribute"
	api "go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"

	"github.com/binnacle-go/metrics"
	bridge "github.com/binnacle-go/metrics/bridge/otel"
)

// shown lists the series of a snapshot that come from a provider.
func shown(s *metrics.Snapshot) map[string]metrics.Series {
	out := map[string]metrics.Series{}
	for _, x := range s.Series {
		if name, ok := strings.CutPrefix(x.ID(), "otel/"); ok && !strings.HasPrefix(name, "binnacle/") {
			out[name] = x
		}
	}
	return out
}

func problem(s *metrics.Snapshot) string {
	x, _ := s.Get("otel/binnacle/problem")
	return x.Text
}

// provider returns a provider whose instruments are shown in a registry.
func provider(o *bridge.ReaderOptions, more ...metric.Option) (*metric.MeterProvider, *metrics.Registry) {
	r := metrics.NewRegistry(nil)
	return metric.NewMeterProvider(append(more, metric.WithReader(bridge.NewReader(r.Scope, o)))...), r
}

func TestInstrumentsOfTheSDKAreShown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx := t.Context()
		p, r := provider(nil)
		m, m2 := p.Meter("m"), p.Meter("m2", api.WithInstrumentationVersion("v1"))
		hits, _ := m.Int64Counter("http.hits", api.WithUnit("{hit}"), api.WithDescription("Hits."))
		hits.Add(ctx, 1<<53+1, api.WithAttributes(attribute.Int("code", 200)))
		other, _ := m2.Int64Counter("http.hits")
		other.Add(ctx, 2, api.WithAttributes(attribute.String("otel_scope", "x")))
		busy, _ := m.Float64Counter("busy", api.WithUnit("s"))
		busy.Add(ctx, 1)
		whole, _ := m.Float64Counter("whole")
		whole.Add(ctx, 3)
		open, _ := m.Int64UpDownCounter("open")
		open.Add(ctx, -4)
		load, _ := m.Float64Gauge("load")
		load.Record(ctx, -2.5)
		m.Int64ObservableGauge("now", api.WithInt64Callback(func(_ context.Context, o api.Int64Observer) error {
			o.Observe(7)
			return nil
		}))
		r.Snapshot()
		busy.Add(ctx, 0.5) // a counter no more
		r.Snapshot()
		s := r.Snapshot()
		got := shown(s)
		for name, want := range map[string]string{
			`http/hits{code="200",otel_scope="m"}`:                                       "counter 9007199254740993",
			`http/hits{exported_otel_scope="x",otel_scope="m2",otel_scope_version="v1"}`: "counter 2",
			`busy{otel_scope="m"}`:                                                       "gauge 1.5 s",
			`whole{otel_scope="m"}`:                                                      "counter 3",
			`open{otel_scope="m"}`:                                                       "gauge -4",
			`load{otel_scope="m"}`:                                                       "gauge -2.5",
			`now{otel_scope="m"}`:                                                        "gauge 7",
		} {
			x := got[name]
			delete(got, name)
			text := fmt.Sprint(x.Kind, " ", x.Value)
			if x.Kind == metrics.KindCounter {
				text = fmt.Sprint(x.Kind, " ", x.Count)
			}
			if x.Unit == "s" {
				text += " s"
			}
			if text != want {
				t.Errorf("%s is %s, want %s", name, text, want)
			}
		}
		if x, _ := s.Get("otel/http/hits", metrics.L("code", "200"), metrics.L("otel_scope", "m")); x.Unit != "{hit}" || x.Help != "Hits." {
			t.Errorf("the unit is %q, the help %q", x.Unit, x.Help)
		}
		if len(got) > 0 || problem(s) != "" {
			t.Errorf("there are also %v; the problem is %q", got, problem(s))
		}
		before := r.Snapshot()
		hits.Add(ctx, 5, api.WithAttributes(attribute.Int("code", 200)))
		if x := shown(r.Snapshot().Since(before))[`http/hits{code="200",otel_scope="m"}`]; x.Count != 5 {
			t.Errorf("the interval has %d hits, want 5", x.Count)
		}
	})
}

func lognormal(n int) []float64 {
	random := rand.New(rand.NewPCG(9, 10))
	values := make([]float64, n)
	for i := range values {
		values[i] = math.Exp(random.NormFloat64())
	}
	return values
}

func exact(values []float64, q float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[max(int(math.Ceil(q*float64(len(values)))), 1)-1]
}

func TestHistogramsOfTheSDKAreShown(t *testing.T) {
	values := lognormal(3000)
	bounds := []float64{0.1, 0.5, 1, 2, 5}
	explicit := metric.WithView(metric.NewView(metric.Instrument{Name: "*"}, metric.Stream{
		Aggregation: metric.AggregationExplicitBucketHistogram{Boundaries: bounds},
	}))
	for name, options := range map[string][]metric.Option{"exponential": nil, "explicit": {explicit}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p, r := provider(nil, options...)
				h, _ := p.Meter("m").Float64Histogram("d", api.WithUnit("s"))
				n, _ := p.Meter("m").Int64Histogram("n", api.WithUnit("By"))
				sum, count := 0.0, uint64(0)
				n.Record(t.Context(), 3)
				before := r.Snapshot()
				for i, v := range values {
					h.Record(t.Context(), v)
					if sum += v; i%100 == 0 { // while buckets become coarser
						r.Snapshot()
						s := r.Snapshot()
						x := shown(s.Since(before))[`d{otel_scope="m"}`]
						count += x.Count
						before = s
					}
				}
				s := r.Snapshot()
				x := shown(s)[`d{otel_scope="m"}`]
				count += shown(s.Since(before))[`d{otel_scope="m"}`].Count
				if got := shown(s)[`d_sum{otel_scope="m"}`].Value; math.Abs(got-sum) > 1e-9*sum || x.Count != 3000 || count != 3000 {
					t.Errorf("the sum is %g of %d, and %d in the intervals; want %g", got, x.Count, count, sum)
				}
				for _, q := range []float64{0.1, 0.5, 0.9, 0.99} {
					truth := exact(values, q)
					want, tolerance := truth, 0.045+0.011
					if options != nil {
						i, _ := slices.BinarySearch(bounds, truth)
						want, tolerance = bounds[min(i, len(bounds)-1)], 0.011
					}
					if got := x.Dist.Quantile(q); math.Abs(got-want) > tolerance*want {
						t.Errorf("quantile %g is %g, want %g", q, got, want)
					}
				}
				if x := shown(s)[`n{otel_scope="m"}`]; x.Count != 1 || problem(s) != "" {
					t.Errorf("%d observations of the other; the problem is %q", x.Count, problem(s))
				}
			})
		})
	}
}

func TestProblems(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := metrics.NewRegistry(nil)
		reader := bridge.NewReader(r.Scope, nil)
		if got := problem(r.Snapshot()); !strings.Contains(got, "not registered") {
			t.Errorf("before there is a provider the problem is %q", got)
		}
		p := metric.NewMeterProvider(metric.WithReader(reader))
		c, _ := p.Meter("m").Int64Counter("c")
		c.Add(t.Context(), 1)
		p.Meter("m").Int64ObservableGauge("bad", api.WithInt64Callback(func(context.Context, api.Int64Observer) error {
			return errors.New("oh no")
		}))
		r.Snapshot()
		s := r.Snapshot()
		if got := problem(s); !strings.Contains(got, "oh no") || len(shown(s)) != 1 {
			t.Errorf("the problem of a callback is %q; shown: %v", got, shown(s))
		}
		p.Shutdown(t.Context())
		r.Snapshot()
		s = r.Snapshot()
		if got := problem(s); !strings.Contains(got, "shutdown") || len(shown(s)) != 0 {
			t.Errorf("after the end the problem is %q; shown: %v", got, shown(s))
		}
	})
}

// foreign is a producer of what the SDK itself does not make.
type foreign []metricdata.Metrics

func (f foreign) Produce(context.Context) ([]metricdata.ScopeMetrics, error) {
	return []metricdata.ScopeMetrics{{Metrics: f}}, nil
}

func TestForeignMetrics(t *testing.T) {
	cumulative, delta := metricdata.CumulativeTemporality, metricdata.DeltaTemporality
	bounds := func(bounds []float64, counts ...uint64) metricdata.Histogram[int64] {
		return metricdata.Histogram[int64]{Temporality: cumulative, DataPoints: []metricdata.HistogramDataPoint[int64]{{Bounds: bounds, BucketCounts: counts}}}
	}
	for name, test := range map[string]struct {
		data    metricdata.Aggregation
		problem string
	}{
		"summary":    {metricdata.Summary{}, "not known"},
		"nothing":    {nil, "not known"},
		"delta sum":  {metricdata.Sum[int64]{Temporality: delta}, "cumulative"},
		"delta":      {metricdata.Histogram[float64]{Temporality: delta}, "cumulative"},
		"delta too":  {metricdata.ExponentialHistogram[int64]{Temporality: delta}, "cumulative"},
		"too few":    {bounds([]float64{1, 2}, 1), "do not fit"},
		"not rising": {bounds([]float64{2, 1}, 1, 1, 1), "do not fit"},
		"no bounds":  {bounds(nil, 3), ""},
		"large scale": {metricdata.ExponentialHistogram[float64]{Temporality: cumulative, DataPoints: []metricdata.ExponentialHistogramDataPoint[float64]{
			{Scale: -10, PositiveBucket: metricdata.ExponentialBucket{Offset: 2, Counts: []uint64{1, 2}}},
		}}, ""},
		"negative": {metricdata.Sum[float64]{Temporality: cumulative, IsMonotonic: true, DataPoints: []metricdata.DataPoint[float64]{{Value: -1}, {Value: math.Inf(1)}}}, "twice"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := foreign{{Name: "x", Data: test.data}}
				_, r := provider(&bridge.ReaderOptions{Reader: []metric.ManualReaderOption{metric.WithProducer(p)}})
				r.Snapshot()
				if got := problem(r.Snapshot()); !strings.Contains(got, test.problem) || (got == "") != (test.problem == "") {
					t.Errorf("the problem is %q, want %q", got, test.problem)
				}
			})
		})
	}
}

func TestNegativeObservationsAreClamped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, r := provider(nil)
		h, _ := p.Meter("m").Float64Histogram("h")
		for _, v := range []float64{-3, -2, 0, 4} {
			h.Record(t.Context(), v)
		}
		r.Snapshot()
		x := shown(r.Snapshot())[`h{otel_scope="m"}`]
		if x.Count != 4 || x.Low != 2 || x.Dist.CountAtOrBelow(0) != 3 {
			t.Errorf("%d, %d below zero, %d at most zero", x.Count, x.Low, x.Dist.CountAtOrBelow(0))
		}
	})
}

func TestWhatIsShownIsNotProduced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, r := provider(nil)
		c, _ := p.Meter("m").Int64Counter("c")
		c.Add(t.Context(), 1)
		r.Counter("own").Inc()
		r.Snapshot()
		if got := produce(t, bridge.NewProducer(r, nil)); len(got) != 1 || got["own"].Data == nil {
			t.Errorf("got %v", got)
		}
	})
}
