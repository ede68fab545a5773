// Package prom runs Prometheus's own scraper, storage and query engine inside the test process.
package prom

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/url"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/config"
	"github.com/prometheus/prometheus/discovery/targetgroup"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/scrape"
	"github.com/prometheus/prometheus/util/teststorage"

	"github.com/binnacle-go/metrics/integration/internal/eventually"
)

// Options say how a Server scrapes. The zero value scrapes as Prometheus does by default.
type Options struct {
	Protocols []string // scrape_protocols in order of preference, such as "PrometheusText0.0.4"
	Escaping  string   // metric_name_escaping_scheme, such as "underscores"; default "allow-utf-8"
}

// A Server scrapes one target five times a second and answers PromQL about it. It is for one goroutine.
type Server struct {
	manager *scrape.Manager
	storage *teststorage.TestStorage
	engine  *promql.Engine
	at      time.Time // of the scrape that was awaited last
}

const job = "app"

// tolerance is more than Prometheus moves the time of a scrape to keep intervals even.
const tolerance = 5 * time.Millisecond

// Start scrapes target, a URL, until the test ends.
func Start(t testing.TB, target string, opts Options) *Server {
	t.Helper()
	u, err := url.Parse(target)
	if err != nil {
		t.Fatal(err)
	}
	cfg, err := config.Load(configText(u, opts), nil)
	if err != nil {
		t.Fatalf("configure Prometheus: %v", err)
	}
	s := &Server{storage: teststorage.New(t), engine: newEngine()}
	s.manager, err = scrape.NewManager(&scrape.Options{
		DiscoveryReloadInterval:  model.Duration(10 * time.Millisecond),
		DiscoveryReloadOnStartup: true,
	}, nil, nil, nil, s.storage, prometheus.NewRegistry())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.manager.ApplyConfig(cfg); err != nil {
		t.Fatalf("configure Prometheus: %v", err)
	}
	s.run(t, u.Host)
	return s
}

// run hands the manager its only target and stops it with the test, before the storage closes.
func (s *Server) run(t testing.TB, host string) {
	targets := make(chan map[string][]*targetgroup.Group, 1)
	targets <- map[string][]*targetgroup.Group{job: {{
		Source:  "test",
		Targets: []model.LabelSet{{model.AddressLabel: model.LabelValue(host)}},
	}}}
	done := make(chan error, 1)
	go func() { done <- s.manager.Run(targets) }()
	t.Cleanup(func() {
		s.manager.Stop()
		if err := <-done; err != nil {
			t.Errorf("Prometheus: %v", err)
		}
		if err := s.engine.Close(); err != nil {
			t.Errorf("Prometheus: %v", err)
		}
	})
}

func newEngine() *promql.Engine {
	return promql.NewEngine(promql.EngineOpts{
		MaxSamples: 1e6,
		Timeout:    10 * time.Second,
		Parser:     parser.NewParser(parser.Options{}),
	})
}

func configText(u *url.URL, o Options) string {
	text := fmt.Sprintf(`
global: {scrape_interval: 200ms, scrape_timeout: 200ms}
scrape_configs:
- job_name: %s
  metrics_path: %q
  params: {%s}
`, job, u.Path, params(u.Query()))
	if len(o.Protocols) > 0 {
		text += fmt.Sprintf("  scrape_protocols: %s\n", flow(o.Protocols))
	}
	if o.Escaping != "" {
		text += fmt.Sprintf("  metric_name_escaping_scheme: %s\n", o.Escaping)
	}
	return text
}

// params returns the query parameters as the inside of a YAML flow mapping.
func params(q url.Values) (text string) {
	for k, vs := range q {
		text += fmt.Sprintf("%q: %s, ", k, flow(vs))
	}
	return text
}

// flow returns a YAML flow sequence of quoted strings.
func flow(ss []string) string {
	text := "["
	for _, s := range ss {
		text += fmt.Sprintf("%q, ", s)
	}
	return text + "]"
}

// AwaitScrape waits until a scrape that began after the call has been stored. Queries are about that scrape then.
func (s *Server) AwaitScrape(t testing.TB) {
	t.Helper()
	begun := float64(time.Now().Add(tolerance).UnixMilli()) / 1000
	eventually.Do(t, "scrape", func() error {
		for _, target := range s.manager.TargetsActive()[job] {
			if target.Health() == scrape.HealthBad {
				return target.LastError()
			}
		}
		// "up" is stored together with what was scraped, at the same time.
		up := s.query(t, fmt.Sprintf("timestamp(up) > %.3f and up == 1", begun), time.Now())
		if len(up) != 1 {
			return errors.New("not scraped yet")
		}
		s.at = time.UnixMilli(int64(math.Round(up[0].F * 1000)))
		return nil
	})
}

// Query evaluates a PromQL expression at the time of the scrape that was awaited last.
func (s *Server) Query(t testing.TB, expr string) promql.Vector {
	t.Helper()
	return s.query(t, expr, s.at)
}

func (s *Server) query(t testing.TB, expr string, at time.Time) promql.Vector {
	t.Helper()
	ctx := context.Background()
	q, err := s.engine.NewInstantQuery(ctx, s.storage, nil, expr, at)
	if err != nil {
		t.Fatalf("PromQL %s: %v", expr, err)
	}
	defer q.Close()
	vector, err := q.Exec(ctx).Vector()
	if err != nil {
		t.Fatalf("PromQL %s: %v", expr, err)
	}
	out := make(promql.Vector, len(vector)) // the query takes its own back at Close
	for i, sample := range vector {
		sample.Metric = sample.Metric.Copy()
		out[i] = sample
	}
	return out
}

// Value evaluates an expression that must give exactly one series, and returns its value.
func (s *Server) Value(t testing.TB, expr string) float64 {
	t.Helper()
	v := s.Query(t, expr)
	if len(v) != 1 {
		t.Fatalf("PromQL %s: %d series, want 1: %v", expr, len(v), v)
	}
	return v[0].F
}
