package bridge_test

import (
	"math"
	"testing"
	"time"
	"unicode/utf8"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/pdata/pmetric/pmetricotlp"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/bridge/otel/otlp"
	"github.com/binnacle-go/metrics/reporters"
)

// FuzzOTLP checks with the Collector's own decoder that what is rendered is parsed back: the same values to the last
// bit, names and labels as far as UTF-8 can carry them, and never more or fewer points.
func FuzzOTLP(f *testing.F) {
	f.Add("web/search", "code", "200", uint64(1<<53+1), 0.1, int64(time.Second))
	f.Add("tiny", "k", "v", uint64(0), math.SmallestNonzeroFloat64, int64(0))
	f.Add("huge", "k", "v", uint64(math.MaxInt64), -math.MaxFloat64, int64(math.MaxInt64))
	f.Add("none", "k", "v", uint64(math.MaxUint64), math.NaN(), int64(-1))
	for i, s := range hostile {
		f.Add(s, "k", s, uint64(i), -float64(i), int64(i))
		f.Add("name", s, "v", uint64(i), 1/float64(i+1), int64(i)<<20)
	}
	f.Fuzz(func(t *testing.T, name, key, value string, count uint64, gauge float64, d int64) {
		if metrics.CleanPath(name) == "" {
			return // no series has an empty name
		}
		r := metrics.NewRegistry(nil)
		label := metrics.L(key, value)
		r.Counter("c/"+name, label).Add(count)
		r.Gauge("g/"+name, label).Set(gauge)
		r.Timer("t/"+name, label).Observe(time.Duration(d))
		now := r.Snapshot()
		batch := otlp.New("http://h/", nil).Encode(&reporters.Capture{Tick: now.Time, Total: now, Interval: now})
		request := pmetricotlp.NewExportRequest()
		if err := request.UnmarshalProto(batch.Body); err != nil {
			t.Fatal(err)
		}
		if n := request.Metrics().DataPointCount(); uint64(n) != batch.Points {
			t.Errorf("%d data points of %d", n, batch.Points)
		}
		checkParsed(t, now, request.Metrics())
	})
}

// checkParsed compares what was parsed with a snapshot of a counter, a gauge and a timer of one label.
func checkParsed(t *testing.T, s *metrics.Snapshot, parsed pmetric.Metrics) {
	t.Helper()
	counter, gauge, timer := s.Series[0], s.Series[1], s.Series[2]
	all := parsed.ResourceMetrics().At(0).ScopeMetrics().At(0).Metrics()
	for _, m := range all.All() {
		if !utf8.ValidString(m.Name()) || m.Name() == "" {
			t.Errorf("the name %q", m.Name())
		}
		switch m.Type() {
		case pmetric.MetricTypeGauge:
			p := m.Gauge().DataPoints().At(0)
			if p.DoubleValue() != gauge.Value {
				t.Errorf("the gauge is %v, want %v", p.DoubleValue(), gauge.Value)
			}
			checkLabel(t, p.Attributes(), gauge.Labels)
		case pmetric.MetricTypeExponentialHistogram:
			p := m.ExponentialHistogram().DataPoints().At(0)
			if p.Count() != timer.Count || p.Sum() != timer.Dist.Sum() {
				t.Errorf("the timer has %d of %v, want %d of %v", p.Count(), p.Sum(), timer.Count, timer.Dist.Sum())
			}
			checkLabel(t, p.Attributes(), timer.Labels)
		case pmetric.MetricTypeSum:
			p := m.Sum().DataPoints().At(0)
			if want := int64(min(counter.Count, math.MaxInt64)); m.Name()[0] == 'c' && p.IntValue() != want {
				t.Errorf("the counter is %d, want %d", p.IntValue(), want)
			}
			checkLabel(t, p.Attributes(), counter.Labels)
		default:
			t.Errorf("%s is a %v", m.Name(), m.Type())
		}
	}
}

func checkLabel(t *testing.T, got pcommon.Map, want []metrics.Label) {
	t.Helper()
	if got.Len() != len(want) {
		t.Fatalf("attributes %v, want %v", got.AsRaw(), want)
	}
	for _, l := range want {
		if !utf8.ValidString(l.Key) || !utf8.ValidString(l.Value) || l.Key == "" {
			continue // it had to be changed
		}
		if v, ok := got.Get(l.Key); !ok || v.Str() != l.Value {
			t.Errorf("attributes %v, want %v", got.AsRaw(), want)
		}
	}
}
