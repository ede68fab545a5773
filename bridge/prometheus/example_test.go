package prometheus_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/prometheus/client_golang/prometheus/push"

	"github.com/binnacle-go/metrics"
	bridge "github.com/binnacle-go/metrics/bridge/prometheus"
)

// printLines prints what a handler answers, without comments, as far as lines contain a text.
func printLines(h http.Handler, text string) {
	answer := httptest.NewRecorder()
	h.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	for line := range strings.Lines(answer.Body.String()) {
		if strings.Contains(line, text) && !strings.HasPrefix(line, "#") {
			fmt.Print(line)
		}
	}
}

func ExampleCollector() {
	registry := metrics.NewRegistry(nil)
	registry.Counter("web/hits", metrics.L("code", "200")).Add(3)

	theirs := prometheus.NewRegistry() // or prometheus.DefaultRegisterer
	theirs.MustRegister(bridge.NewCollector(registry, nil))

	printLines(promhttp.HandlerFor(theirs, promhttp.HandlerOpts{}), "web")
	// Output: web_hits_total{code="200"} 3
}

func ExampleCollectorOptions() {
	registry := metrics.NewRegistry(nil)
	registry.Timer("web/search").Observe(30 * time.Millisecond)

	theirs := prometheus.NewRegistry()
	theirs.MustRegister(bridge.NewCollector(registry, &bridge.CollectorOptions{
		Buckets: func(string, string) []float64 { return []float64{0.01, 0.1, 1} },
	}))

	printLines(promhttp.HandlerFor(theirs, promhttp.HandlerOpts{}), "bucket")
	// Output:
	// web_search_seconds_bucket{le="0.01"} 0
	// web_search_seconds_bucket{le="0.1"} 1
	// web_search_seconds_bucket{le="1"} 1
	// web_search_seconds_bucket{le="+Inf"} 1
}

func ExampleHistograms() {
	registry := metrics.NewRegistry(nil)
	registry.Timer("web/search").Observe(30 * time.Millisecond)

	theirs := prometheus.NewRegistry()
	theirs.MustRegister(bridge.NewCollector(registry, &bridge.CollectorOptions{Histograms: bridge.NativeOnly}))

	families, _ := theirs.Gather()
	for _, f := range families {
		if h := f.Metric[0].GetHistogram(); h != nil {
			fmt.Println(f.GetName(), "schema", h.GetSchema(), "bucket", h.GetPositiveSpan()[0].GetOffset())
		}
	}
	// Output: web_search_seconds schema 8 bucket -1296
}

// A job that ends before anybody scrapes it pushes to a Pushgateway, by client_golang's own pusher.
func Example_push() {
	gateway := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		fmt.Println(r.Method, r.URL.Path)
	}))
	defer gateway.Close()

	registry := metrics.NewRegistry(nil)
	registry.Counter("mails").Add(120)

	err := push.New(gateway.URL, "nightly").Collector(bridge.NewCollector(registry, nil)).Push()
	fmt.Println(err)
	// Output:
	// PUT /metrics/job/nightly
	// <nil>
}

func ExampleMirror() {
	theirs := prometheus.NewRegistry()
	hits := prometheus.NewCounter(prometheus.CounterOpts{Name: "http_requests_total"})
	theirs.MustRegister(hits)

	registry := metrics.NewRegistry(nil)
	bridge.Mirror(registry.Scope, theirs, nil)

	hits.Add(2)
	x, _ := registry.Snapshot().Get("prometheus/http_requests_total")
	fmt.Println(x.Kind, x.Count)
	// Output: counter 2
}

func ExampleMirrorOptions() {
	theirs := prometheus.NewRegistry()
	theirs.MustRegister(prometheus.NewGauge(prometheus.GaugeOpts{Name: "jobs"}), prometheus.NewGauge(prometheus.GaugeOpts{Name: "debug_x"}))

	registry := metrics.NewRegistry(nil)
	bridge.Mirror(registry.Scope, theirs, &bridge.MirrorOptions{
		Skip: func(name string) bool { return strings.HasPrefix(name, "debug_") },
	})

	for _, x := range registry.Snapshot().Series {
		fmt.Println(x.Name)
	}
	// Output:
	// prometheus/binnacle/problem
	// prometheus/binnacle/series
	// prometheus/jobs
}
