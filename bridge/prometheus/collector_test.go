package prometheus_test

import (
	"bytes"
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil/promlint"
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
	"google.golang.org/protobuf/proto"

	"github.com/binnacle-go/metrics"
	bridge "github.com/binnacle-go/metrics/bridge/prometheus"
	"github.com/binnacle-go/metrics/exposition"
)

// every is a registry with all kinds of instruments, hostile and colliding names and labels.
func every() *metrics.Registry {
	r := metrics.NewRegistry(&metrics.Options{Labels: []metrics.Label{metrics.L("zone\n", "a\xff")}})
	for i, name := range []string{"a/b", "a.b", "a_b", "a:b", "a b", "日本", "\xff", "\x00", "9", "", "x_total", "x", "__y"} {
		r.Counter(name, metrics.L("le", "1"), metrics.L("__name__", "x"), metrics.L("", "")).Add(uint64(i))
		r.Timer("t/"+name, metrics.L("quantile", "x"), metrics.L("a.b", "1"), metrics.L("a_b", "2")).Observe(time.Duration(i) * time.Millisecond)
	}
	r.Counter("t_errors_total").Inc()
	r.Gauge("x_bucket").Set(1)
	r.Histogram("x2").Observe(2)
	r.Counter("x2_count").Inc()
	r.Gauge("g", metrics.L("empty", "")).Set(math.Inf(-1))
	r.Gauge("g").Set(-2.5)
	r.GaugeFunc("broken", func() float64 { panic("oh") })
	r.Timer("idle")
	r.Histogram("h", metrics.Unit("By")).Observe(-1)
	r.Meter("m").Mark(2)
	r.State("s", metrics.L("s", "label")).Set("busy\xfe\"")
	r.State("state").Set("idle")
	r.Text("v").Set("1.2\n")
	return r
}

func TestCollectedIsWhatTheTextFormatHas(t *testing.T) {
	registry := every()
	for _, escaping := range []exposition.Escaping{exposition.Underscores, exposition.Dots, exposition.Values, exposition.AllowUTF8} {
		var text bytes.Buffer
		err := exposition.NewEncoder(nil).Encode(&text, registry.Snapshot(), exposition.Format{Escaping: escaping})
		if err != nil {
			t.Fatal(err)
		}
		parser := expfmt.NewTextParser(model.UTF8Validation)
		want, err := parser.TextToMetricFamilies(&text)
		if err != nil {
			t.Fatalf("%v: %v", escaping, err)
		}
		families := gather(t, registry, &bridge.CollectorOptions{Escaping: escaping, Histograms: bridge.ClassicOnly})
		for _, got := range families {
			if strings.Contains(got.GetName(), "seconds_total") {
				continue // time in a state goes on
			}
			w := want[got.GetName()]
			sortMetrics(got)
			sortMetrics(w)
			if !proto.Equal(got, w) {
				t.Errorf("%v: got\n%v\nwant\n%v", escaping, got, w)
			}
		}
		if len(families) != len(want) {
			t.Errorf("%v: %d families are collected, want %d", escaping, len(families), len(want))
		}
	}
}

func sortMetrics(f *dto.MetricFamily) {
	for _, m := range f.GetMetric() {
		slices.SortFunc(m.Label, func(a, b *dto.LabelPair) int { return strings.Compare(a.GetName(), b.GetName()) })
	}
	key := func(m *dto.Metric) string {
		var b strings.Builder
		for _, l := range m.Label {
			b.WriteString(l.GetName() + "\xff" + l.GetValue() + "\xff")
		}
		return b.String()
	}
	slices.SortFunc(f.GetMetric(), func(a, b *dto.Metric) int { return strings.Compare(key(a), key(b)) })
}

func TestLint(t *testing.T) {
	r := metrics.NewRegistry(nil)
	r.Counter("web/hits").Inc()
	r.Timer("web/search").Observe(time.Second)
	r.Histogram("web/size", metrics.Unit("By")).Observe(3)
	problems, err := promlint.NewWithMetricFamilies(gather(t, r, nil)).Lint()
	if err != nil || len(problems) > 0 {
		t.Errorf("%v, %v", problems, err)
	}
}

func TestNativeBucketsAreRightToTheResolution(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	streams := map[string]func() float64{
		"narrow": func() float64 { return 0.1 + random.Float64()/50 },
		"usual":  func() float64 { return math.Exp(random.NormFloat64() - 4) },
		"wide":   func() float64 { return math.Exp2(random.Float64()*40 - 29) },
		"zeros":  func() float64 { return float64(random.IntN(3)) * 1e-9 },
	}
	for name, next := range streams {
		for digits, relative := range map[int]float64{1: 1. / 16, 2: 1. / 128, 3: 1. / 1024} {
			registry := metrics.NewRegistry(nil)
			h := registry.Histogram("h", metrics.Digits(digits), metrics.Resolution(1e-9))
			var values []float64
			schema := int32(99)
			for range 4 {
				for range 1000 {
					v := next()
					values = append(values, v)
					h.Observe(v)
				}
				got := only(t, gather(t, registry, nil), "h").Histogram
				checkNative(t, got, values, relative)
				if got.GetSchema() > schema {
					t.Errorf("%s, %d digits: the schema rises from %d to %d", name, digits, schema, got.GetSchema())
				}
				schema = got.GetSchema()
			}
		}
	}
}

func checkNative(t *testing.T, h *dto.Histogram, values []float64, relative float64) {
	t.Helper()
	count := h.GetZeroCount()
	populated := 0
	for _, b := range decode(h) {
		count += b.count
		if b.count > 0 {
			populated++
		}
		least, most := uint64(0), uint64(0)
		for _, v := range values {
			if v <= b.high*(1-1e-12)-0.5e-9 {
				least++
			}
			if v <= b.high*(1+relative+1e-12)+0.5e-9 {
				most++
			}
		}
		if count < least || count > most {
			t.Fatalf("schema %d: %d are counted up to %g, want %d to %d", h.GetSchema(), count, b.high, least, most)
		}
	}
	if count != uint64(len(values)) || h.GetSampleCount() != count || populated > 160 {
		t.Fatalf("%d of %d observations are in %d buckets", count, len(values), populated)
	}
	if h.GetZeroThreshold() <= 0 || h.GetZeroThreshold() > 0.5e-9 {
		t.Fatalf("the zero threshold is %g", h.GetZeroThreshold())
	}
}

func TestFormsOfHistograms(t *testing.T) {
	registry := metrics.NewRegistry(nil)
	registry.Timer("t")
	for _, test := range []struct {
		form            bridge.Histograms
		classic, native bool
	}{{bridge.ClassicAndNative, true, true}, {bridge.ClassicOnly, true, false}, {bridge.NativeOnly, false, true}} {
		h := only(t, gather(t, registry, &bridge.CollectorOptions{Histograms: test.form}), "t_seconds").Histogram
		if classic, native := len(h.Bucket) > 0, h.Schema != nil && len(h.PositiveSpan) > 0; classic != test.classic || native != test.native {
			t.Errorf("%d: classic %v, native %v", test.form, classic, native)
		}
	}
}

func TestMaxBuckets(t *testing.T) {
	registry := metrics.NewRegistry(nil)
	for d := time.Nanosecond; d < time.Hour; d += d/100 + 1 {
		registry.Timer("t").Observe(d)
	}
	for limit, want := range map[int]int{-1: 160, 1: 64, 64: 64, 500: 500} {
		h := only(t, gather(t, registry, &bridge.CollectorOptions{MaxBuckets: limit}), "t_seconds").Histogram
		populated := len(decode(h))
		if populated > want || populated < want/3 {
			t.Errorf("limit %d: %d buckets at schema %d", limit, populated, h.GetSchema())
		}
	}
}

func TestSlowCallsAreExemplars(t *testing.T) {
	registry := metrics.NewRegistry(nil)
	timer := registry.Timer("t")
	call := func(trace, span string, d time.Duration) {
		timer.StartAt(time.Now().Add(-d)).StopContext(metrics.ContextWithTrace(context.Background(), trace, span))
	}
	call("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", 30*time.Millisecond)
	call("only", "", 200*time.Second)
	call(strings.Repeat("x", 200), "", 40*time.Millisecond)
	call("\xff", "", 41*time.Millisecond)
	registry.Timer("t").StartAt(time.Now()).Fail(errors.New("no trace"))

	h := only(t, gather(t, registry, nil), "t_seconds").Histogram
	var traces []string
	for _, e := range h.Exemplars {
		traces = append(traces, e.Label[len(e.Label)-1].GetValue())
		if e.GetValue() <= 0 || time.Since(e.Timestamp.AsTime()) > time.Minute {
			t.Errorf("exemplar %v", e)
		}
	}
	if want := []string{"only", "4bf92f3577b34da6a3ce929d0e0e4736"}; !slices.Equal(traces, want) {
		t.Errorf("got exemplars %q, want %q", traces, want)
	}
	found := 0
	low := 0.0
	for _, b := range h.Bucket {
		if e := b.Exemplar; e != nil {
			found++
			if e.GetValue() <= low || e.GetValue() > b.GetUpperBound() {
				t.Errorf("%g is in the bucket up to %g", e.GetValue(), b.GetUpperBound())
			}
		}
		low = b.GetUpperBound()
	}
	if found != 2 {
		t.Errorf("%d buckets have an exemplar, want 2", found)
	}
}

// FuzzNoNameMakesGatherFail registers two instruments each of which might get in the way of the other.
func FuzzNoNameMakesGatherFail(f *testing.F) {
	f.Add("a/b", "a.b", "le", "x", uint8(0))
	f.Add("x", "x_total", "__name__", "\xff", uint8(3))
	f.Add("h", "h_count", "a.b", "", uint8(17))
	f.Add("s", "s_seconds_total", "s", "\x00", uint8(42))
	f.Fuzz(func(t *testing.T, a, b, key, value string, kinds uint8) {
		registry := metrics.NewRegistry(nil)
		register(registry, kinds%7, a, metrics.L(key, value))
		register(registry, kinds/7%7, b, metrics.L(value, key))
		for escaping := range exposition.AllowUTF8 + 1 {
			gather(t, registry, &bridge.CollectorOptions{Escaping: escaping})
		}
	})
}

func register(r *metrics.Registry, kind uint8, name string, label metrics.Label) {
	defer func() { _ = recover() }() // of the name of another kind
	switch kind {
	case 0:
		r.Counter(name, label).Inc()
	case 1:
		r.Gauge(name, label).Set(1)
	case 2:
		r.Timer(name, label).Observe(time.Second)
	case 3:
		r.Histogram(name, label).Observe(1)
	case 4:
		r.Meter(name, label).Mark(1)
	case 5:
		r.State(name, label).Set(name)
	case 6:
		r.Text(name, label).Set(name)
	}
}

func BenchmarkCollect(b *testing.B) {
	registry := metrics.NewRegistry(nil)
	for i := range 1000 {
		timer := registry.Timer("t", metrics.L("i", string(rune('a'+i%26))+string(rune('a'+i/26))))
		for j := range 1000 {
			timer.Observe(time.Duration(j*j) * time.Microsecond)
		}
	}
	for name, form := range map[string]bridge.Histograms{"both": bridge.ClassicAndNative, "classic": bridge.ClassicOnly, "native": bridge.NativeOnly} {
		p := prometheus.NewRegistry()
		p.MustRegister(bridge.NewCollector(registry, &bridge.CollectorOptions{Histograms: form}))
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := p.Gather(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
