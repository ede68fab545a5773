package otel_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf8"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"go.opentelemetry.io/otel/sdk/metric/metricdata/metricdatatest"
	"go.opentelemetry.io/otel/trace"

	"github.com/binnacle-go/metrics"
	bridge "github.com/binnacle-go/metrics/bridge/otel"
)

// produce returns the metrics that a reader of the SDK gets, by name.
func produce(t testing.TB, p *bridge.Producer) map[string]metricdata.Metrics {
	t.Helper()
	reader := metric.NewManualReader(metric.WithProducer(p))
	provider := metric.NewMeterProvider(metric.WithReader(reader))
	defer provider.Shutdown(t.Context())
	var collected metricdata.ResourceMetrics
	if err := reader.Collect(context.Background(), &collected); err != nil {
		t.Fatal(err)
	}
	out := map[string]metricdata.Metrics{}
	for _, s := range collected.ScopeMetrics {
		for _, m := range s.Metrics {
			if _, twice := out[m.Name]; twice {
				t.Errorf("%q is there twice", m.Name)
			}
			out[m.Name] = m
		}
	}
	return out
}

// pointOf returns the only exponential histogram of a metric.
func pointOf(t testing.TB, m metricdata.Metrics) metricdata.ExponentialHistogramDataPoint[float64] {
	t.Helper()
	data, ok := m.Data.(metricdata.ExponentialHistogram[float64])
	if !ok || len(data.DataPoints) != 1 {
		t.Fatalf("%q is %v", m.Name, m.Data)
	}
	return data.DataPoints[0]
}

func TestEachKindBecomesItsAggregation(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := metrics.NewRegistry(&metrics.Options{Labels: []metrics.Label{metrics.L("zone", "a")}})
		start := time.Now()
		r.Counter("web/hits", metrics.L("code", "200"), metrics.Help("Hits."), metrics.Unit("{hit}")).Add(1<<53 + 1)
		r.Meter("m").Mark(math.MaxUint64)
		r.Gauge("g", metrics.Unit("By")).Set(-2.5)
		r.Gauge("none").Set(math.NaN())
		r.State("s", metrics.L("state", "mine")).Set("idle")
		r.Text("version").Set("1.2")
		r.TextFunc("broken", func() string { panic("oh") })
		r.Histogram("h", metrics.Unit("By"), metrics.Resolution(0.5)).Observe(-1)
		time.Sleep(3 * time.Second)
		r.State("s", metrics.L("state", "mine")).Set("busy")

		got := produce(t, bridge.NewProducer(r, nil))
		now, cumulative := time.Now(), metricdata.CumulativeTemporality
		set := func(kv ...attribute.KeyValue) attribute.Set {
			return attribute.NewSet(append(kv, attribute.String("zone", "a"))...)
		}
		integer := func(v int64, kv ...attribute.KeyValue) metricdata.Sum[int64] {
			return metricdata.Sum[int64]{Temporality: cumulative, IsMonotonic: true, DataPoints: []metricdata.DataPoint[int64]{
				{Attributes: set(kv...), StartTime: start, Time: now, Value: v},
			}}
		}
		state := func(name string) attribute.Set {
			return set(attribute.String("state", name), attribute.String("exported_state", "mine"))
		}
		for _, want := range []metricdata.Metrics{
			{Name: "web.hits", Description: "Hits.", Unit: "{hit}", Data: integer(1<<53+1, attribute.String("code", "200"))},
			{Name: "m", Data: integer(math.MaxInt64)},
			{Name: "g", Unit: "By", Data: metricdata.Gauge[float64]{DataPoints: []metricdata.DataPoint[float64]{{Attributes: set(), Time: now, Value: -2.5}}}},
			{Name: "s", Data: metricdata.Gauge[int64]{DataPoints: []metricdata.DataPoint[int64]{
				{Attributes: state("idle"), Time: now}, {Attributes: state("busy"), Time: now, Value: 1},
			}}},
			{Name: "s.time", Unit: "s", Data: metricdata.Sum[float64]{Temporality: cumulative, IsMonotonic: true, DataPoints: []metricdata.DataPoint[float64]{
				{Attributes: state("idle"), StartTime: start, Time: now, Value: 3}, {Attributes: state("busy"), StartTime: start, Time: now},
			}}},
			{Name: "version", Data: metricdata.Gauge[int64]{DataPoints: []metricdata.DataPoint[int64]{
				{Attributes: set(attribute.String("value", "1.2")), Time: now, Value: 1},
			}}},
			{Name: "h.clamped", Data: integer(1)},
			{Name: "h.rejected", Data: integer(0)},
			{Name: "h", Unit: "By", Data: metricdata.ExponentialHistogram[float64]{Temporality: cumulative, DataPoints: []metricdata.ExponentialHistogramDataPoint[float64]{{
				Attributes: set(), StartTime: start, Time: now, Count: 1, Scale: 8, ZeroCount: 1, ZeroThreshold: 0.25,
				Min: metricdata.NewExtrema(0.), Max: metricdata.NewExtrema(0.),
			}}}},
		} {
			metricdatatest.AssertEqual(t, want, got[want.Name])
			delete(got, want.Name)
		}
		if len(got) > 0 {
			t.Errorf("there are also %v", got)
		}
	})
}

// checkBuckets compares the count at each bound with the exact ones.
func checkBuckets(t *testing.T, p metricdata.ExponentialHistogramDataPoint[float64], values []float64, relative, step float64) {
	t.Helper()
	base := math.Pow(2, math.Pow(2, -float64(p.Scale)))
	count := p.ZeroCount
	for i, n := range p.PositiveBucket.Counts {
		count += n
		bound := math.Pow(base, float64(p.PositiveBucket.Offset)+float64(i)+1)
		least, most := uint64(0), uint64(0)
		for _, v := range values {
			if v <= bound*(1-1e-12)-step/2 {
				least++
			}
			if v <= bound*(1+relative+1e-12)+step/2 {
				most++
			}
		}
		if count < least || count > most {
			t.Fatalf("scale %d: %d are counted up to %g, want %d to %d", p.Scale, count, bound, least, most)
		}
	}
	if n := uint64(len(values)); count != n || p.Count != n {
		t.Fatalf("%d observations are in buckets and %d are counted, want %d", count, p.Count, n)
	}
}

func TestExponentialBucketsAreRightToTheResolution(t *testing.T) {
	var random *rand.Rand
	for name, test := range map[string]struct {
		next  func() float64
		scale int32 // at least
	}{
		"constant": {func() float64 { return 0.25 }, 8},
		"narrow":   {func() float64 { return 0.1 + random.Float64()/50 }, 8},
		"usual":    {func() float64 { return math.Exp2(random.Float64()*5 - 6) }, 4},
		"decades":  {func() float64 { return math.Exp2(random.Float64()*19 - 15) }, 3},
		"all":      {func() float64 { return math.Exp2(random.Float64()*46 - 29) }, 1},
		"zeros":    {func() float64 { return float64(random.IntN(3)) * 1e-9 }, 7},
	} {
		for digits, relative := range map[int]float64{1: 1. / 16, 2: 1. / 128, 3: 1. / 1024} {
			r := metrics.NewRegistry(nil)
			h := r.Histogram("h", metrics.Digits(digits), metrics.Resolution(1e-9))
			values := make([]float64, 2000)
			random = rand.New(rand.NewPCG(7, 8))
			for i := range values {
				values[i] = test.next()
				h.Observe(values[i])
			}
			p := pointOf(t, produce(t, bridge.NewProducer(r, nil))["h"])
			checkBuckets(t, p, values, relative, 1e-9)
			if p.Scale < test.scale || len(p.PositiveBucket.Counts) > 160 {
				t.Errorf("%s: scale %d with %d buckets, want scale %d", name, p.Scale, len(p.PositiveBucket.Counts), test.scale)
			}
		}
	}
}

func TestMaxSize(t *testing.T) {
	r := metrics.NewRegistry(nil)
	r.Timer("t").Observe(time.Nanosecond)
	r.Timer("t").Observe(39 * time.Hour)
	for limit, scale := range map[int]int32{0: 1, -1: 1, 1: 0, 64: 0, 1000: 4} {
		p := pointOf(t, produce(t, bridge.NewProducer(r, &bridge.ProducerOptions{MaxSize: limit}))["t"])
		if p.Scale != scale {
			t.Errorf("limit %d: scale %d, want %d", limit, p.Scale, scale)
		}
	}
}

func TestStartTimes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := metrics.NewRegistry(nil)
		created := time.Now()
		p := bridge.NewProducer(r, nil)
		start := func(name string) time.Duration {
			m := produce(t, p)[name]
			return m.Data.(metricdata.Sum[int64]).DataPoints[0].StartTime.Sub(created)
		}
		check := func(name string, want time.Duration) {
			t.Helper()
			if got := start(name); got != want {
				t.Errorf("%s starts at %v, want %v", name, got, want)
			}
		}
		r.Counter("old").Add(5)
		time.Sleep(time.Second)
		check("old", 0) // asked at 1 s
		time.Sleep(time.Second)
		r.Counter("new").Inc()
		check("new", time.Second) // asked at 2 s
		time.Sleep(time.Second)
		check("old", 0) // asked at 3 s
		r.SubScope("old").Close()
		r.Counter("old").Add(2)
		time.Sleep(time.Second)
		check("old", 3*time.Second) // asked at 4 s
		time.Sleep(time.Second)
		check("old", 3*time.Second)
		check("new", time.Second)
	})
}

func TestNamesThatMeetAreKeptApart(t *testing.T) {
	r := metrics.NewRegistry(nil)
	r.Counter("a/b").Add(1)
	r.Counter("a.b").Add(2)
	r.Counter("x.y/z").Add(3)
	r.Counter("x/y.z").Add(4)
	r.Counter("t/errors").Add(5)
	r.Timer("t")
	r.Counter("\xff").Add(6)
	r.Counter("\xfe").Add(7)
	got := map[string]int64{}
	for name, m := range produce(t, bridge.NewProducer(r, nil)) {
		if data, ok := m.Data.(metricdata.Sum[int64]); ok {
			got[name] = data.DataPoints[0].Value
		}
	}
	var suffixed []string
	for name := range got {
		if i := len(name) - 9; i > 0 && name[i] == '_' {
			suffixed = append(suffixed, name[:i])
		}
	}
	slices.Sort(suffixed)
	if want := []string{"a.b", "t.errors", "x.y.z", "x.y.z"}; !slices.Equal(suffixed, want) {
		t.Errorf("these have a suffix: %q, want %q", suffixed, want)
	}
	if got["a.b"] != 1 || got["t.errors"] != 5 || got["\uFFFDff"] != 6 || len(got) != 8 {
		t.Errorf("got %v", got)
	}
}

func TestSlowCallsAreExemplars(t *testing.T) {
	r := metrics.NewRegistry(&metrics.Options{Trace: bridge.Trace})
	span := trace.NewSpanContext(trace.SpanContextConfig{TraceID: trace.TraceID{1, 2}, SpanID: trace.SpanID{3}})
	timer := r.Timer("t")
	timer.StartAt(time.Now().Add(-time.Second)).StopContext(trace.ContextWithSpanContext(context.Background(), span))
	timer.StartAt(time.Now()).StopContext(metrics.ContextWithTrace(context.Background(), "no hex", "x"))
	timer.StartAt(time.Now()).Fail(errors.New("no trace"))
	exemplars := pointOf(t, produce(t, bridge.NewProducer(r, nil))["t"]).Exemplars
	if len(exemplars) != 1 || exemplars[0].Value < 1 || trace.TraceID(exemplars[0].TraceID) != span.TraceID() || trace.SpanID(exemplars[0].SpanID) != span.SpanID() {
		t.Errorf("got %v", exemplars)
	}
}

func TestProduceMayBeCalledFromManyGoroutines(t *testing.T) {
	r := metrics.NewRegistry(nil)
	p := bridge.NewProducer(r, nil)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			r.Counter(fmt.Sprint("c/", i)).Inc()
			if _, err := p.Produce(context.Background()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := p.Produce(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("a context that is done gives %v", err)
	}
}

// FuzzNames produces two instruments each of which might get in the way of the other.
func FuzzNames(f *testing.F) {
	f.Add("a/b", "a.b", "state", "x", uint8(0))
	f.Add("t", "t/errors", "value", "\xff", uint8(2))
	f.Add("", "\uFFFDff", "", "exported_state", uint8(40))
	f.Fuzz(func(t *testing.T, a, b, key, value string, kinds uint8) {
		r := metrics.NewRegistry(nil)
		register(r, kinds%7, a, metrics.L(key, value), metrics.L(value, key))
		register(r, kinds/7%7, b, metrics.L(value, key), metrics.L("\xff"+key, ""))
		labels := 0
		for _, x := range r.Snapshot().Series {
			labels = max(labels, len(x.Labels))
		}
		for name, m := range produce(t, bridge.NewProducer(r, nil)) {
			valid(t, name)
			data, ok := m.Data.(metricdata.Sum[int64])
			if !ok {
				continue
			}
			if len(data.DataPoints) != 1 && metrics.CleanPath(a) != metrics.CleanPath(b) {
				t.Errorf("%q has %d points", name, len(data.DataPoints))
			}
			for _, p := range data.DataPoints {
				if p.Attributes.Len() > labels {
					t.Errorf("%q has %d attributes of %d labels", name, p.Attributes.Len(), labels)
				}
				for _, kv := range p.Attributes.ToSlice() {
					valid(t, string(kv.Key))
					valid(t, "."+kv.Value.AsString())
				}
			}
		}
	})
}

func valid(t *testing.T, s string) {
	if !utf8.ValidString(s) {
		t.Errorf("%q is not valid", s)
	}
	if s == "" {
		t.Error("a key is empty")
	}
}

func register(r *metrics.Registry, kind uint8, name string, labels ...metrics.Label) {
	defer func() { _ = recover() }() // of the name of another kind
	scope := r.SubScope("", labels...)
	switch kind {
	case 0:
		scope.Counter(name).Inc()
	case 1:
		scope.Gauge(name).Set(1)
	case 2:
		scope.Timer(name).Observe(time.Second)
	case 3:
		scope.Histogram(name).Observe(1)
	case 4:
		scope.Meter(name).Mark(1)
	case 5:
		scope.State(name).Set(name)
	case 6:
		scope.Text(name).Set(name)
	}
}

func BenchmarkProduce(b *testing.B) {
	r := metrics.NewRegistry(nil)
	for i := range 1000 {
		timer := r.Timer("t", metrics.L("i", strings.Repeat("x", i%10)+fmt.Sprint(i)))
		for j := range 1000 {
			timer.Observe(time.Duration(j*j) * time.Microsecond)
		}
	}
	p := bridge.NewProducer(r, nil)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.Produce(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}
