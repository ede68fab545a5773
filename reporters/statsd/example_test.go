package statsd_test

import (
	"context"
	"fmt"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/reporters/statsd"
)

func ExampleNew() {
	runner := reporters.Start(metrics.NewRegistry(nil), statsd.New("localhost:8125", nil),
		&reporters.Options{Interval: 10 * time.Second})
	// At the end of the program:
	fmt.Println(runner.Close(context.Background()))
	// Output: <nil>
}

func ExampleReporter() {
	registry := metrics.NewRegistry(nil)
	registry.Counter("web/hits", metrics.L("code", "200")).Add(3)
	registry.Gauge("balance").Set(-0.25)

	// What a runner does at each tick, to see what would be sent.
	now := registry.Snapshot()
	reporter := statsd.New("localhost:8125", &statsd.Options{Prefix: "shop"})
	batch := reporter.Encode(&reporters.Capture{Tick: time.Unix(1700000000, 0), Total: now, Interval: now})
	fmt.Printf("%s", batch.Body)
	// Output:
	// shop.balance:0|g
	// shop.balance:-0.25|g
	// shop.web.hits.code.200:3|c
}

func ExampleDialect() {
	registry := metrics.NewRegistry(nil)
	registry.Counter("web/hits", metrics.L("route", "/search"), metrics.L("code", "200")).Add(3)
	now := registry.Snapshot()
	for _, dialect := range []statsd.Dialect{statsd.Etsy, statsd.DogStatsD} {
		reporter := statsd.New("localhost:8125", &statsd.Options{Dialect: dialect, Prefix: "shop"})
		batch := reporter.Encode(&reporters.Capture{Tick: time.Unix(1700000000, 0), Total: now, Interval: now})
		fmt.Printf("%v: %s", dialect, batch.Body)
	}
	// Output:
	// Etsy: shop.web.hits.code.200.route._search:3|c
	// DogStatsD: shop.web.hits:3|c|#code:200,route:/search
}

// Observations instead of statistics, each standing for five here, so that the server has quantiles over all hosts.
func ExampleOptions() {
	registry := metrics.NewRegistry(nil)
	size := registry.Histogram("size")
	for i := range 15 {
		size.Observe(float64(i))
	}
	now := registry.Snapshot()
	reporter := statsd.New("unix:///run/dogstatsd.sock", &statsd.Options{Dialect: statsd.DogStatsD, Samples: 3})
	batch := reporter.Encode(&reporters.Capture{Tick: time.Unix(1700000000, 0), Total: now, Interval: now})
	fmt.Printf("%s", batch.Body)
	// Output:
	// size:2|d|@0.2
	// size:7|d|@0.2
	// size:12|d|@0.2
}
