package statsd_test

import (
	"io"
	"log/slog"
	"math"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/prometheus/statsd_exporter/pkg/event"
	"github.com/prometheus/statsd_exporter/pkg/line"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/integration/internal/specimen"
	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/reporters/statsd"
)

// events parses a body as statsd_exporter does, which must find no fault with it.
func events(t *testing.T, body []byte) (all event.Events) {
	t.Helper()
	parser := line.NewParser()
	parser.EnableDogstatsdParsing()
	faults := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "faults"}, []string{"reason"})
	samples := prometheus.NewCounter(prometheus.CounterOpts{Name: "samples"})
	tagFaults := prometheus.NewCounter(prometheus.CounterOpts{Name: "tag_faults"})
	tags := prometheus.NewCounter(prometheus.CounterOpts{Name: "tags"})
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	lines := 0
	for l := range strings.Lines(string(body)) {
		lines++
		all = append(all, parser.LineToEvents(strings.TrimSuffix(l, "\n"), *faults, samples, tagFaults, tags, log)...)
	}
	if n := testutil.CollectAndCount(faults); n > 0 || testutil.ToFloat64(tagFaults) > 0 || testutil.ToFloat64(samples) != float64(lines) {
		t.Errorf("the parser finds fault with %q", body)
	}
	return all
}

// gauges sets and changes gauges as statsd_exporter does.
func gauges(all event.Events) map[string]float64 {
	values := map[string]float64{}
	for _, e := range all {
		if g, ok := e.(*event.GaugeEvent); ok {
			if !g.GRelative {
				values[key(e)] = 0
			}
			values[key(e)] += g.GValue
		}
	}
	return values
}

func key(e event.Event) string {
	var b strings.Builder
	b.WriteString(e.MetricName())
	for k, v := range e.Labels() {
		b.WriteString(";" + k + "=" + v) // there is one label at most
	}
	return b.String()
}

// plain are names and labels that need no change in either dialect.
var plain = regexp.MustCompile(`\A[a-z][a-z0-9_]{0,30}\z`)

// FuzzParser checks that what a real parser reads is what was captured, whatever names and values are.
func FuzzParser(f *testing.F) {
	f.Add("hits", "code", "200", -0.25, uint64(1<<53), true)
	f.Add("hits", "code", "ok", math.MaxFloat64, uint64(1), false)
	for i, s := range specimen.Hostile {
		f.Add(s, s, s, -1/float64(i+1), uint64(i), i%2 == 0)
		f.Add("name", s, "value", math.SmallestNonzeroFloat64, uint64(i), true)
	}
	f.Fuzz(func(t *testing.T, name, k, v string, value float64, n uint64, dog bool) {
		o := &statsd.Options{Prefix: "p", Dialect: statsd.Etsy}
		if dog {
			o.Dialect = statsd.DogStatsD
		}
		labels := []metrics.Label{metrics.L(k, v)}
		s := &metrics.Snapshot{Start: time.Unix(0, 0), Time: time.Unix(10, 0), Series: []metrics.Series{
			{Kind: metrics.KindCounter, Name: metrics.CleanPath("c/" + name), Labels: labels, Count: n},
			{Kind: metrics.KindGauge, Name: metrics.CleanPath("g/" + name), Labels: labels, Value: value},
		}}
		all := events(t, statsd.New("localhost:8125", o).Encode(&reporters.Capture{Total: s, Interval: s}).Body)

		var counted float64
		for _, e := range all {
			if c, ok := e.(*event.CounterEvent); ok {
				counted += c.CValue
				if want := "p.c." + name; dog && plain.MatchString(name) && plain.MatchString(k) &&
					(c.CMetricName != want || c.CLabels[k] != v && plain.MatchString(v)) {
					t.Errorf("got %s %v, want %s with %s=%s", c.CMetricName, c.CLabels, want, k, v)
				}
			}
			if dog && len(e.Labels()) != 1 {
				t.Errorf("labels %v of one", e.Labels())
			}
		}
		if counted != float64(n) {
			t.Errorf("counted %v, want %d", counted, n)
		}
		got := gauges(all)
		if math.IsNaN(value) || math.IsInf(value, 0) {
			if len(got) != 0 {
				t.Errorf("got %v for %v", got, value)
			}
			return
		}
		for name, v := range got {
			if v != value || len(got) != 1 {
				t.Errorf("%s is %v, want %v", name, v, value)
			}
		}
	})
}

// A sample stands for as many observations as its rate says.
func TestParserCountsSamples(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	for i := range 4_853 {
		reg.Timer("search").Observe(time.Duration(i) * time.Millisecond)
	}
	s := reg.Snapshot()
	for _, dialect := range []statsd.Dialect{statsd.Etsy, statsd.DogStatsD} {
		r := statsd.New("localhost:8125", &statsd.Options{Dialect: dialect, Prefix: ".", Samples: 99})
		var observed []float64
		for _, e := range events(t, r.Encode(&reporters.Capture{Total: s, Interval: s}).Body) {
			observed = append(observed, e.(*event.ObserverEvent).OValue)
		}
		if len(observed) != 4_853 || math.Abs(observed[len(observed)/2]-2.4) > 0.1 {
			t.Errorf("%v: %d observations, median %v", dialect, len(observed), observed[len(observed)/2])
		}
	}
}
