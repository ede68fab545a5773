package prom_test

import (
	"fmt"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
	"github.com/binnacle-go/metrics/exposition"
	"github.com/binnacle-go/metrics/integration/internal/expected"
	"github.com/binnacle-go/metrics/integration/internal/specimen"
	"github.com/binnacle-go/metrics/integration/prom"
)

// serve serves a registry's dashboard at /metrics until the test ends, and returns its URL.
func serve(t *testing.T, reg *metrics.Registry) string {
	t.Helper()
	d := dashboard.New(reg, &dashboard.Options{Authorize: dashboard.AllowAll})
	server := httptest.NewServer(d)
	t.Cleanup(func() {
		server.Close()
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return server.URL + "/metrics"
}

// scrapers are the ways in which Prometheus asks for an exposition.
var scrapers = map[string]prom.Options{
	"as by default":            {},
	"text 0.0.4":               {Protocols: []string{"PrometheusText0.0.4"}},
	"OpenMetrics 1.0":          {Protocols: []string{"OpenMetricsText1.0.0"}},
	"OpenMetrics 0.0.1":        {Protocols: []string{"OpenMetricsText0.0.1", "PrometheusText0.0.4"}},
	"text 1.0, underscores":    {Protocols: []string{"PrometheusText1.0.0"}, Escaping: "underscores"},
	"OpenMetrics, values":      {Protocols: []string{"OpenMetricsText1.0.0"}, Escaping: "values"},
	"OpenMetrics, dots":        {Protocols: []string{"OpenMetricsText1.0.0"}, Escaping: "dots"},
	"OpenMetrics, allow-utf-8": {Protocols: []string{"OpenMetricsText1.0.0"}, Escaping: "allow-utf-8"},
}

func TestPrometheusHasWhatTheRegistryHas(t *testing.T) {
	for name, opts := range scrapers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			reg := specimen.New()
			p := prom.Start(t, serve(t, reg), opts)
			before := expected.Of(reg.Snapshot()).ByID()
			p.AwaitScrape(t)
			got := stored(t, p)
			after := expected.Of(reg.Snapshot()).ByID()
			compare(t, got, before, after)
			if dropped := p.Value(t, "scrape_samples_scraped - scrape_samples_post_metric_relabeling"); dropped != 0 {
				t.Errorf("%v samples were dropped", dropped)
			}
		})
	}
}

// stored returns everything that was scraped from the target, without the target's own labels.
func stored(t *testing.T, p *prom.Server) map[string]float64 {
	t.Helper()
	all := make(map[string]float64)
	for _, s := range p.Query(t, `{job="app"}`) {
		name := s.Metric.Get(model.MetricNameLabel)
		if name == "up" || strings.HasPrefix(name, "scrape_") {
			continue
		}
		b := labels.NewBuilder(s.Metric).Del(model.JobLabel, model.InstanceLabel)
		if bound := s.Metric.Get("le"); bound != "" {
			b.Set("le", expected.SameBound(bound))
		}
		all[b.Labels().String()] = s.F
	}
	return all
}

// compare checks that there are the series of before, and no others, with values from before to after: equal, where
// the registry is quiet.
func compare(t *testing.T, got, before, after map[string]float64) {
	t.Helper()
	if len(got) == 0 {
		t.Fatal("nothing was scraped")
	}
	for id, low := range before {
		v, ok := got[id]
		if !ok {
			t.Errorf("%s is missing", id)
		} else if !(low <= v && v <= after[id]) {
			t.Errorf("%s = %v, want %v to %v", id, v, low, after[id])
		}
	}
	for id := range got {
		if _, ok := before[id]; !ok {
			t.Errorf("%s is there, which nothing asks for", id)
		}
	}
}

func TestQuantilesOfBuckets(t *testing.T) {
	reg := specimen.New()
	p := prom.Start(t, serve(t, reg), prom.Options{})
	p.AwaitScrape(t)
	search, _ := reg.Snapshot().Get("web/search")
	size, _ := reg.Snapshot().Get("web/size")
	for _, q := range []float64{0.25, 0.5, 0.9, 0.95, 0.99} {
		within(t, p.Value(t, fmt.Sprintf("histogram_quantile(%v, web_search_seconds_bucket)", q)), search.Dist.Quantile(q), "s")
		within(t, p.Value(t, fmt.Sprintf("histogram_quantile(%v, web_size_bytes_bucket)", q)), size.Dist.Quantile(q), "By")
	}
	if got := p.Value(t, "web_search_max_seconds"); got != 0.1 {
		t.Errorf("web_search_max_seconds = %v, want 0.1", got)
	}
}

// within checks that a quantile computed from buckets lies in the bucket of the true one.
func within(t *testing.T, got, want float64, unit string) {
	t.Helper()
	bounds := append([]float64{0}, exposition.DefaultBuckets(unit)...)
	i, _ := slices.BinarySearch(bounds[1:], want)
	if !(bounds[i] <= got && got <= bounds[i+1]) {
		t.Errorf("quantile %v, the true one is %v, between %v and %v", got, want, bounds[i], bounds[i+1])
	}
}
