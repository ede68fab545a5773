package prometheus_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	dto "github.com/prometheus/client_model/go"
	"google.golang.org/protobuf/encoding/prototext"
	"google.golang.org/protobuf/proto"

	"github.com/binnacle-go/metrics"
	bridge "github.com/binnacle-go/metrics/bridge/prometheus"
)

func mirrored(gatherer prometheus.Gatherer, o *bridge.MirrorOptions) *metrics.Registry {
	registry := metrics.NewRegistry(nil)
	bridge.Mirror(registry.Scope, gatherer, o)
	return registry
}

func TestInstrumentsOfClientGolangAreShown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := prometheus.NewRegistry()
		hits := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "hits_total", Help: "Hits."}, []string{"code"})
		busy := prometheus.NewCounter(prometheus.CounterOpts{Name: "busy_seconds_total"})
		load := prometheus.NewGauge(prometheus.GaugeOpts{Name: "heap_bytes"})
		sizes := prometheus.NewSummary(prometheus.SummaryOpts{Name: "size", Objectives: map[float64]float64{0.5: 0.1}})
		build := prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "build_info", ConstLabels: prometheus.Labels{"version": "1.2", "go": "1.26"}}, func() float64 { return 1 })
		p.MustRegister(hits, busy, load, sizes, build)
		hits.WithLabelValues("200").Add(1<<53 - 1)
		hits.WithLabelValues("500").Add(2)
		load.Set(-2.5)
		registry := mirrored(p, nil)
		busy.Add(0.5)
		sizes.Observe(7)

		registry.Snapshot()
		s := registry.Snapshot()
		got := shown(s)
		for name, want := range map[string]struct {
			kind  metrics.Kind
			value string
			unit  string
		}{
			`hits_total{code="200"}`: {metrics.KindCounter, "9007199254740991", ""},
			`hits_total{code="500"}`: {metrics.KindCounter, "2", ""},
			"busy_seconds_total":     {metrics.KindGauge, "0.5", "s"},
			"heap_bytes":             {metrics.KindGauge, "-2.5", "By"},
			`size{quantile="0.5"}`:   {metrics.KindGauge, "7", ""},
			"size_count":             {metrics.KindCounter, "1", ""},
			"size_sum":               {metrics.KindGauge, "7", ""},
			"build_info":             {metrics.KindText, "go=1.26, version=1.2", ""},
		} {
			x, ok := got[name]
			delete(got, name)
			value := x.Text
			switch x.Kind {
			case metrics.KindCounter:
				value = fmt.Sprint(x.Count)
			case metrics.KindGauge:
				value = fmt.Sprint(x.Value)
			}
			if !ok || x.Kind != want.kind || value != want.value || x.Unit != want.unit {
				t.Errorf("%s is %v %s in %q, want %v %s in %q", name, x.Kind, value, x.Unit, want.kind, want.value, want.unit)
			}
		}
		if len(got) > 0 || problem(s) != "" {
			t.Errorf("there is also %v; the problem is %q", got, problem(s))
		}

		hits.DeleteLabelValues("500")
		hits.WithLabelValues("404").Inc()
		after := registry.Snapshot().Since(s)
		if x := shown(after)[`hits_total{code="200"}`]; x.Count != 0 {
			t.Errorf("an idle counter gained %d", x.Count)
		}
		got = shown(registry.Snapshot())
		if _, ok := got[`hits_total{code="500"}`]; ok || got[`hits_total{code="404"}`].Count != 1 {
			t.Errorf("after one label value was replaced: %v", got)
		}
	})
}

func TestTheGoCollectorIsShown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := prometheus.NewRegistry()
		p.MustRegister(collectors.NewGoCollector(collectors.WithGoCollectorRuntimeMetrics(collectors.MetricsAll)),
			collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
		registry := mirrored(p, nil)
		registry.Snapshot()
		s := registry.Snapshot()
		if got := problem(s); got != "" {
			t.Error(got)
		}
		if x := shown(s)["go_info"]; !strings.HasPrefix(x.Text, "go1") && !strings.HasPrefix(x.Text, "devel") {
			t.Errorf("go_info is %q", x.Text)
		}
		if x := shown(s)["go_sched_latencies_seconds"]; x.Dist.Count() == 0 {
			t.Error("there is no latency of the scheduler")
		}
	})
}

// observed returns the distribution that is shown of a histogram's observations, made in two readings.
func observed(t *testing.T, o prometheus.HistogramOpts, values []float64) *metrics.Distribution {
	t.Helper()
	o.Name = "h"
	h := prometheus.NewHistogram(o)
	p := prometheus.NewRegistry()
	p.MustRegister(h)
	h.Observe(values[0])
	registry := mirrored(p, nil)
	for _, v := range values[1:] {
		h.Observe(v)
	}
	s := registry.Snapshot()
	if got := problem(s); got != "" {
		t.Error(got)
	}
	sum, _ := s.Get("prometheus/h_sum")
	want := 0.0
	for _, v := range values {
		want += v
	}
	x, _ := s.Get("prometheus/h")
	if math.Abs(sum.Value-want) > 1e-9*want || x.Count != uint64(len(values)) {
		t.Errorf("the sum is %g of %d, want %g of %d", sum.Value, x.Count, want, len(values))
	}
	return x.Dist
}

func lognormal(n int) []float64 {
	random := rand.New(rand.NewPCG(5, 6))
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

func TestQuantilesOfClassicBucketsAreOfTheirBucket(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		values := lognormal(5000)
		bounds := []float64{0.1, 0.25, 0.5, 1, 2.5, 5}
		d := observed(t, prometheus.HistogramOpts{Buckets: bounds}, values)
		for _, q := range []float64{0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1} {
			truth := exact(values, q)
			i, _ := slices.BinarySearch(bounds, truth)
			want := bounds[min(i, len(bounds)-1)]
			if got := d.Quantile(q); math.Abs(got-want) > 0.01*want {
				t.Errorf("quantile %g of %g is shown as %g, want %g", q, truth, got, want)
			}
		}
	})
}

func TestQuantilesOfNativeBucketsAreNear(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		values := lognormal(5000)
		for factor, tolerance := range map[float64]float64{1.1: 0.045, 1.01: 0.006, 2: 0.42} {
			d := observed(t, prometheus.HistogramOpts{NativeHistogramBucketFactor: factor}, values)
			for _, q := range []float64{0.01, 0.1, 0.5, 0.9, 0.99, 0.999} {
				truth := exact(values, q)
				if got := d.Quantile(q); math.Abs(got-truth) > (tolerance+0.011)*truth {
					t.Errorf("factor %g: quantile %g of %g is shown as %g", factor, q, truth, got)
				}
			}
		}
	})
}

func TestNativeBucketsThatWidenLoseNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "h", NativeHistogramBucketFactor: 1.01, NativeHistogramMaxBucketNumber: 20, NativeHistogramZeroThreshold: 1e-12,
		})
		p := prometheus.NewRegistry()
		p.MustRegister(h)
		registry := mirrored(p, nil)
		registry.Snapshot()
		before := registry.Snapshot()
		total := uint64(0)
		for i, v := range lognormal(500) {
			h.Observe(v)
			if i == 0 {
				registry.Snapshot() // the first one appears in the snapshot after this one
			}
			s := registry.Snapshot()
			x, _ := s.Since(before).Get("prometheus/h")
			total += x.Count
			if before = s; problem(s) != "" {
				t.Fatal(problem(s))
			}
		}
		if total != 500 {
			t.Errorf("the intervals have %d observations, want 500", total)
		}
	})
}

func TestThereAndBackAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		there := metrics.NewRegistry(nil)
		values := lognormal(2000)
		for _, v := range values {
			there.Histogram("h", metrics.Unit("s"), metrics.Resolution(1e-9)).Observe(v)
		}
		p := prometheus.NewRegistry()
		p.MustRegister(bridge.NewCollector(there, nil))
		x, _ := mirrored(p, nil).Snapshot().Get("prometheus/h_seconds")
		for _, q := range []float64{0.01, 0.5, 0.99} {
			truth := exact(values, q)
			if got := x.Dist.Quantile(q); math.Abs(got-truth) > 0.04*truth {
				t.Errorf("quantile %g of %g came back as %g", q, truth, got)
			}
		}
	})
}

func TestARegistryMirroredIntoItselfDoesNotGrow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := prometheus.NewRegistry()
		registry := metrics.NewRegistry(nil)
		registry.Counter("own").Inc()
		p.MustRegister(bridge.NewCollector(registry, nil))
		bridge.Mirror(registry.Scope, p, nil)
		for range 5 {
			registry.Snapshot()
		}
		families, err := p.Gather()
		if err != nil || len(families) != 1 || families[0].GetName() != "own_total" {
			t.Errorf("collected %v, %v", families, err)
		}
	})
}

func TestSkip(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := prometheus.NewRegistry()
		p.MustRegister(prometheus.NewGauge(prometheus.GaugeOpts{Name: "a"}), prometheus.NewGauge(prometheus.GaugeOpts{Name: "b"}))
		got := shown(mirrored(p, &bridge.MirrorOptions{Skip: func(name string) bool { return name == "a" }}).Snapshot())
		if _, ok := got["b"]; !ok || len(got) != 1 {
			t.Errorf("got %v", got)
		}
	})
}

// gatherer gathers what a text says.
func gatherer(text string, err error) prometheus.Gatherer {
	return prometheus.GathererFunc(func() ([]*dto.MetricFamily, error) {
		var f dto.MetricFamily
		if bad := prototext.Unmarshal([]byte(text), &f); bad != nil {
			return nil, bad
		}
		return []*dto.MetricFamily{&f}, err
	})
}

func TestBrokenFamilies(t *testing.T) {
	tests := map[string]struct {
		family  string
		err     error
		shown   string
		problem string
	}{
		"error":        {`name: "g" type: GAUGE metric {gauge {value: 1}}`, errors.New("oh no"), "g", "oh no"},
		"nothing":      {``, nil, "", ""},
		"no name":      {`type: GAUGE metric {gauge {value: 1}}`, nil, "(unnamed)", ""},
		"no value":     {`name: "g" type: GAUGE metric {}`, nil, "g", ""},
		"negative":     {`name: "c" type: COUNTER metric {counter {value: -1}}`, nil, "c", ""},
		"huge":         {`name: "c" type: COUNTER metric {counter {value: 1e300}}`, nil, "c", ""},
		"falling":      {`name: "h" type: HISTOGRAM metric {histogram {bucket {cumulative_count: 2 upper_bound: 1} bucket {cumulative_count: 1 upper_bound: 2}}}`, nil, "", "fall"},
		"bounds fall":  {`name: "h" type: HISTOGRAM metric {histogram {bucket {upper_bound: 2} bucket {upper_bound: 1}}}`, nil, "", "fall"},
		"NaN bound":    {`name: "h" type: HISTOGRAM metric {histogram {bucket {upper_bound: nan}}}`, nil, "", "fall"},
		"no buckets":   {`name: "h" type: HISTOGRAM metric {histogram {sample_count: 3}}`, nil, "h_count h_sum", ""},
		"wrong length": {`name: "h" type: HISTOGRAM metric {histogram {schema: 3 positive_span {length: 4000000000} positive_delta: 1}}`, nil, "", "spans"},
		"back":         {`name: "h" type: HISTOGRAM metric {histogram {schema: 3 positive_span {length: 1} positive_span {offset: -5 length: 1} positive_delta: [1, 0]}}`, nil, "", "spans"},
		"below zero":   {`name: "h" type: HISTOGRAM metric {histogram {schema: 3 positive_span {length: 1} positive_delta: -1}}`, nil, "", "spans"},
		"unknown form": {`name: "h" type: HISTOGRAM metric {histogram {schema: 77 positive_span {length: 1} positive_delta: 1}}`, nil, "h_count h_sum", ""},
		"infinite":     {`name: "h" type: HISTOGRAM metric {histogram {schema: -4 positive_span {offset: 900 length: 1} positive_delta: 1}}`, nil, "h h_sum", ""},
		"floats":       {`name: "h" type: GAUGE_HISTOGRAM metric {histogram {sample_count_float: 2.6 schema: 0 zero_count_float: 0.6 positive_span {length: 1} positive_count: 2}}`, nil, "h h_sum", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := mirrored(gatherer(test.family, test.err), nil).Snapshot()
				var names []string
				for _, x := range s.Series {
					if n := strings.TrimPrefix(x.Name, "prometheus/"); !strings.HasPrefix(n, "binnacle/") {
						names = append(names, n)
					}
				}
				if got := strings.Join(names, " "); got != test.shown || (problem(s) == "") != (test.problem == "") || !strings.Contains(problem(s), test.problem) {
					t.Errorf("shown: %s; the problem is %q; want %s and %q", got, problem(s), test.shown, test.problem)
				}
			})
		})
	}
}

func TestNegativeObservationsAreClamped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		x := func(family string) metrics.Series {
			s, _ := mirrored(gatherer(family, nil), nil).Snapshot().Get("prometheus/h")
			return s
		}
		native := x(`name: "h" type: HISTOGRAM metric {histogram {sample_count: 6 schema: 0
		negative_span {offset: 1 length: 2} negative_delta: [1, 1] zero_threshold: 0.1 zero_count: 1 positive_span {length: 1} positive_delta: 2}}`)
		if native.Count != 6 || native.Low != 3 || native.Dist.CountAtOrBelow(0) != 4 {
			t.Errorf("native: %d, %d below zero, %d at most zero", native.Count, native.Low, native.Dist.CountAtOrBelow(0))
		}
		classic := x(`name: "h" type: HISTOGRAM metric {histogram {sample_count: 3 bucket {cumulative_count: 2 upper_bound: -5} bucket {cumulative_count: 3 upper_bound: 5}}}`)
		if classic.Count != 3 || classic.Low != 2 {
			t.Errorf("classic: %d, %d below zero", classic.Count, classic.Low)
		}
	})
}

// FuzzMirror mirrors any families: nothing panics, hangs or is lost without a word.
func FuzzMirror(f *testing.F) {
	for _, text := range []string{
		`name: "g" type: GAUGE metric {label {name: "a" value: "b"} gauge {value: 1}}`,
		`name: "h" type: HISTOGRAM metric {histogram {sample_count: 6 schema: 0 negative_span {offset: 1 length: 2} negative_delta: [1, 1] zero_count: 1 positive_span {length: 1} positive_delta: 2}}`,
		`name: "s_info" type: SUMMARY metric {summary {sample_count: 1 quantile {quantile: 0.5 value: nan}}}`,
	} {
		var family dto.MetricFamily
		if err := prototext.Unmarshal([]byte(text), &family); err != nil {
			f.Fatal(err)
		}
		message, _ := proto.Marshal(&family)
		f.Add(message)
	}
	f.Fuzz(func(t *testing.T, message []byte) {
		synctest.Test(t, func(t *testing.T) {
			var family dto.MetricFamily
			if proto.Unmarshal(message, &family) != nil {
				return
			}
			s := mirrored(prometheus.GathererFunc(func() ([]*dto.MetricFamily, error) {
				return []*dto.MetricFamily{&family}, nil
			}), nil).Snapshot()
			if p := problem(s); strings.Contains(p, "panic") || len(family.Metric) > 0 && p == "" && len(s.Series) == 2 && family.GetType() != dto.MetricType_SUMMARY {
				t.Errorf("%d metrics, nothing is shown, the problem is %q", len(family.Metric), p)
			}
		})
	})
}
