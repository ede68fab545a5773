package graphite_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/reporters/graphite"
)

func ExampleNew() {
	runner := reporters.Start(metrics.NewRegistry(nil), graphite.New("localhost:2003", nil),
		&reporters.Options{Interval: 10 * time.Second})
	// At the end of the program:
	fmt.Println(runner.Close(context.Background()))
	// Output: <nil>
}

func ExampleReporter() {
	registry := metrics.NewRegistry(nil)
	registry.Counter("web/hits", metrics.L("code", "200")).Add(3)
	registry.Gauge("queue/depth").Set(0.25)

	// What a runner does at each tick, to see what would be sent.
	now := registry.Snapshot()
	reporter := graphite.New("localhost:2003", &graphite.Options{Prefix: "shop.web1"})
	batch := reporter.Encode(&reporters.Capture{Tick: time.Unix(1700000000, 0), Total: now, Interval: now})
	fmt.Printf("%s", batch.Body)
	// Output:
	// shop.web1.queue.depth 0.25 1700000000
	// shop.web1.web.hits.code.200.count 3 1700000000
}

func ExampleOptions() {
	for _, prefix := range []string{"prod.web-1", "."} {
		registry := metrics.NewRegistry(nil)
		registry.Gauge("up").Set(1)
		now := registry.Snapshot()
		reporter := graphite.New("localhost:2003", &graphite.Options{Prefix: prefix, DialTimeout: time.Second})
		batch := reporter.Encode(&reporters.Capture{Tick: time.Unix(1700000000, 0), Total: now, Interval: now})
		fmt.Printf("%s", batch.Body)
	}
	// Output:
	// prod.web-1.up 1 1700000000
	// up 1 1700000000
}

// Labels as tags, for Graphite 1.1 and later.
func ExampleOptions_tags() {
	registry := metrics.NewRegistry(nil)
	registry.Counter("web/hits", metrics.L("route", "/search"), metrics.L("code", "200")).Add(3)
	now := registry.Snapshot()
	reporter := graphite.New("localhost:2003", &graphite.Options{Prefix: "shop", Tags: true})
	batch := reporter.Encode(&reporters.Capture{Tick: time.Unix(1700000000, 0), Total: now, Interval: now})
	fmt.Printf("%s", batch.Body)
	// Output:
	// shop.web.hits.count;code=200;route=/search 3 1700000000
}

// A single delivery, without a runner, to a relay that wants one connection for all.
func ExampleReporter_Close() {
	reporter := graphite.New("localhost:2003", &graphite.Options{Persistent: true})
	err := reporter.Send(context.Background(), []byte("shop.deployed 1 1700000000\n"))
	fmt.Println(errors.Join(err, reporter.Close()))
}
