package bridge_test

import (
	"errors"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/prometheus/prometheus/model/exemplar"
	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/textparse"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser/posrange"

	"github.com/binnacle-go/metrics"
	bridge "github.com/binnacle-go/metrics/bridge/prometheus"
)

const protobuf = "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited"

// scrape returns what client_golang's handler answers.
func scrape(t *testing.T, p prometheus.Gatherer, accept string) (body []byte, contentType string) {
	t.Helper()
	request := httptest.NewRequest(http.MethodGet, "/metrics", nil)
	if accept != "" {
		request.Header.Set("Accept", accept)
	}
	answer := httptest.NewRecorder()
	promhttp.HandlerFor(p, promhttp.HandlerOpts{EnableOpenMetrics: true, ErrorHandling: promhttp.HTTPErrorOnError}).ServeHTTP(answer, request)
	if answer.Code != http.StatusOK {
		t.Fatalf("%q: %d %s", accept, answer.Code, answer.Body)
	}
	return answer.Body.Bytes(), answer.Header().Get("Content-Type")
}

// sample is what Prometheus stores of a series.
type sample struct {
	value     float64
	native    *histogram.Histogram
	exemplars []exemplar.Exemplar
}

// parsed returns what Prometheus's parser finds.
func parsed(t *testing.T, body []byte, contentType string) map[string]sample {
	t.Helper()
	p, err := textparse.New(body, contentType, labels.NewSymbolTable(), textparse.ParserOptions{KeepClassicOnClassicAndNativeHistograms: true})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]sample{}
	for {
		entry, err := p.Next()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatalf("%s: %v", contentType, err)
		}
		var s sample
		switch entry {
		case textparse.EntrySeries:
			_, _, s.value = p.Series()
		case textparse.EntryHistogram:
			_, _, s.native, _ = p.Histogram()
			if s.native == nil {
				t.Fatal("a native histogram has floats for counts")
			}
			if err := s.native.Validate(); err != nil {
				t.Errorf("a native histogram is not valid: %v", err)
			}
			s.native = s.native.Copy()
		default:
			continue
		}
		var series labels.Labels
		p.Labels(&series)
		for e := (exemplar.Exemplar{}); p.Exemplar(&e); e = (exemplar.Exemplar{}) {
			s.exemplars = append(s.exemplars, e)
		}
		id := series.String()
		if _, twice := out[id]; twice {
			t.Errorf("%s is there twice", id)
		}
		out[id] = s
	}
}

func TestPrometheusReadsNativeHistograms(t *testing.T) {
	registry, values := specimen()
	p := prometheus.NewRegistry()
	p.MustRegister(bridge.NewCollector(registry, nil))
	body, contentType := scrape(t, p, protobuf)
	all := parsed(t, body, contentType)

	h := all[`{__name__="latency_seconds", zone="a"}`].native
	if h == nil || h.Count != uint64(len(values)) || all[`{__name__="latency_seconds_count", zone="a"}`].value != float64(len(values)) {
		t.Fatalf("got %v", h)
	}
	step := math.Exp2(math.Exp2(-float64(h.Schema))) - 1
	for _, q := range []float64{0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999} {
		got, notes := promql.HistogramQuantile(q, h.ToFloat(nil), "latency_seconds", posrange.PositionRange{})
		if truth := exact(values, q); math.Abs(got-truth) > (step+0.01)*truth || len(notes) > 0 {
			t.Errorf("quantile %g is %g to Prometheus, in truth %g, at schema %d; %v", q, got, truth, h.Schema, notes)
		}
	}
	if empty := all[`{__name__="empty", zone="a"}`].native; empty == nil || empty.Count != 0 {
		t.Errorf("a histogram without observations is %v", empty)
	}
}

// The counts of a growing histogram never look like a reset to Prometheus, though its schema becomes coarser.
func TestPrometheusSeesNoResets(t *testing.T) {
	registry := metrics.NewRegistry(nil)
	p := prometheus.NewRegistry()
	p.MustRegister(bridge.NewCollector(registry, nil))
	var before *histogram.FloatHistogram
	schemas := map[int32]bool{}
	for i := range 300 {
		h := registry.Histogram("h", metrics.Resolution(1e-6))
		body, contentType := scrape(t, p, protobuf)
		now := parsed(t, body, contentType)[`{__name__="h"}`].native.ToFloat(nil)
		if before != nil && now.DetectReset(before) {
			t.Fatalf("after %d rounds: a reset from %v to %v", i, before, now)
		}
		before = now
		schemas[now.Schema] = true
		for j := range 5 {
			h.Observe(math.Exp2(float64((i*37+j*11)%300)/12 - 12))
		}
	}
	if len(schemas) < 3 {
		t.Errorf("the schemas were %v", schemas)
	}
}

func TestPrometheusReadsExemplars(t *testing.T) {
	registry := metrics.NewRegistry(nil)
	watch := registry.Timer("t").StartAt(time.Now().Add(-time.Second))
	watch.StopContext(metrics.ContextWithTrace(t.Context(), "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"))
	p := prometheus.NewRegistry()
	p.MustRegister(bridge.NewCollector(registry, nil))
	for accept, id := range map[string]string{
		protobuf: `{__name__="t_seconds"}`,
		"application/openmetrics-text; version=1.0.0": `{__name__="t_seconds_bucket", le="2.5"}`,
	} {
		body, contentType := scrape(t, p, accept)
		found := parsed(t, body, contentType)[id].exemplars
		if len(found) != 1 || found[0].Labels.Get("trace_id") != "4bf92f3577b34da6a3ce929d0e0e4736" || found[0].Value < 1 || !found[0].HasTs {
			t.Errorf("%s has the exemplars %v", id, found)
		}
	}
}
