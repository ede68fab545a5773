package outage

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/reporters/graphite"
	"github.com/binnacle-go/metrics/reporters/influx"
)

// ours is a runner of this library with a registry of gauges and one counter.
type ours struct {
	runner *reporters.Runner
	hits   *metrics.Counter
}

func newRegistry() (*metrics.Registry, *metrics.Counter) {
	registry := metrics.NewRegistry(nil)
	for i := range values - 1 {
		registry.Gauge(fmt.Sprintf("g/%04d", i)).Set(value(i))
	}
	return registry, registry.Counter("hits")
}

func startOurs(backend reporters.Reporter, interval time.Duration) subject {
	registry, hits := newRegistry()
	return &ours{hits: hits, runner: reporters.Start(registry, backend, &reporters.Options{
		Interval: interval, Timeout: 2 * time.Second, Logger: slog.New(slog.DiscardHandler),
	})}
}

func startGraphite(addr string, interval time.Duration) (subject, error) {
	return startOurs(graphite.New(addr, &graphite.Options{Prefix: "p"}), interval), nil
}

func startInflux(addr string, interval time.Duration) (subject, error) {
	o := influx.Options{Database: database, Tags: []metrics.Label{}}
	return startOurs(influx.New("http://"+addr, &o), interval), nil
}

func (o *ours) work() { o.hits.Inc() }

func (o *ours) queue() (points uint64, bytes int) {
	h := o.runner.Health()
	return h.Queued, h.QueuedBytes
}

func (o *ours) close() error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	return o.runner.Close(ctx)
}

func (o *ours) counted() uint64 { return o.hits.Value() }
