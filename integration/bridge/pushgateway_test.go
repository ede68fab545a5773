package bridge_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/push"
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/route"
	"github.com/prometheus/pushgateway/handler"
	"github.com/prometheus/pushgateway/storage"

	bridge "github.com/binnacle-go/metrics/bridge/prometheus"
	"github.com/binnacle-go/metrics/exposition"
)

// pushgateway runs a Pushgateway until the test ends.
func pushgateway(t *testing.T) (url string, stored func() []*dto.MetricFamily) {
	t.Helper()
	logger := slog.New(slog.DiscardHandler)
	store := storage.NewDiskMetricStore("", time.Minute, nil, logger)
	router := route.New()
	router.Put("/metrics/job/:job", handler.Push(store, true, true, false, logger))
	router.Post("/metrics/job/:job", handler.Push(store, false, true, false, logger))
	server := httptest.NewServer(router)
	t.Cleanup(func() {
		server.Close()
		if err := store.Shutdown(); err != nil {
			t.Error(err)
		}
		http.DefaultClient.CloseIdleConnections()
	})
	return server.URL, store.GetMetricFamilies
}

func TestAPushgatewayStoresWhatWasCollected(t *testing.T) {
	for _, escaping := range []exposition.Escaping{exposition.Underscores, exposition.Values} {
		url, stored := pushgateway(t)
		registry, _ := specimen()
		collector := bridge.NewCollector(registry, &bridge.CollectorOptions{Escaping: escaping})
		if err := push.New(url, "nightly").Collector(collector).Push(); err != nil {
			t.Fatalf("%v: %v", escaping, err)
		}
		p := prometheus.NewRegistry()
		p.MustRegister(collector)
		families, err := p.Gather()
		if err != nil {
			t.Fatal(err)
		}
		got := valuesOf(stored())
		want := valuesOf(families)
		for id, v := range want {
			if g, ok := got[id]; (!ok || g != v) && !timed[id] {
				t.Errorf("%v: %s is %v, want %v", escaping, id, g, v)
			}
		}
		if len(want) < 50 {
			t.Errorf("only %d values were compared", len(want))
		}
	}
}

// timed are values that go on by themselves.
var timed = map[string]bool{`state_seconds_total{state="idle",zone="a"}`: true}

// valuesOf returns the values of families by metric, without what a Pushgateway adds.
func valuesOf(families []*dto.MetricFamily) map[string]any {
	out := map[string]any{}
	for _, f := range families {
		for _, m := range f.Metric {
			id := idOf(f.GetName(), m)
			switch {
			case m.Counter != nil:
				out[id] = m.Counter.GetValue()
			case m.Gauge != nil:
				out[id] = m.Gauge.GetValue()
			case m.Histogram != nil:
				h := m.Histogram
				text := &dto.Histogram{SampleCount: h.SampleCount, SampleSum: h.SampleSum, Bucket: h.Bucket, Schema: h.Schema,
					ZeroCount: h.ZeroCount, ZeroThreshold: h.ZeroThreshold, PositiveSpan: h.PositiveSpan, PositiveDelta: h.PositiveDelta}
				out[id] = text.String()
			}
		}
	}
	return out
}

func idOf(name string, m *dto.Metric) string {
	id := ""
	for _, l := range m.Label {
		if n := l.GetName(); n != "job" && n != "instance" {
			id += "," + n + "=" + strconv.Quote(l.GetValue())
		}
	}
	if id == "" {
		return name
	}
	return name + "{" + id[1:] + "}"
}

// A scraper gets what was pushed, in every format that client_golang writes.
func TestEveryFormatOfClientGolangIsWritten(t *testing.T) {
	registry, _ := specimen()
	p := prometheus.NewRegistry()
	p.MustRegister(bridge.NewCollector(registry, nil))
	for _, accept := range []string{
		"", "application/openmetrics-text; version=1.0.0", "application/openmetrics-text; version=1.0.0; escaping=allow-utf-8", protobuf,
	} {
		body, contentType := scrape(t, p, accept)
		if len(body) == 0 {
			t.Fatalf("%q is answered by nothing", accept)
		}
		if n := len(parsed(t, body, contentType)); n < 50 {
			t.Errorf("%q: only %d series were parsed", accept, n)
		}
	}
}
