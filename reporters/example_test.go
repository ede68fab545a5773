package reporters_test

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
)

// printer is a reporter that writes to standard output: all that a new backend needs.
type printer struct{}

func (printer) Name() string { return "printer" }

func (printer) Encode(c *reporters.Capture) reporters.Batch {
	var b reporters.Batch
	for i := range c.Interval.Series {
		s := &c.Interval.Series[i]
		b.Body = fmt.Appendf(b.Body, "%s %d\n", s.ID(), s.Count)
		b.Points++
	}
	return b
}

func (printer) Send(_ context.Context, body []byte) error {
	_, err := os.Stdout.Write(body)
	return err
}

func ExampleReporter() {
	registry := metrics.NewRegistry(nil)
	registry.Counter("web/hits").Add(3)
	var backend reporters.Reporter = printer{}
	runner := reporters.Start(registry, backend, nil)
	_ = runner.Close(context.Background())
	// Output: web/hits 3
}

func ExampleRunner() {
	registry := metrics.NewRegistry(nil)
	hits := registry.Counter("web/hits")

	runner := reporters.Start(registry, printer{}, &reporters.Options{Interval: time.Minute})
	hits.Add(2)

	// At the end of the program: report the minute that has just begun, but do not let a broken backend delay the exit.
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if err := runner.Close(ctx); err != nil {
		slog.Warn("some metrics were not reported", "error", err)
	}
	// Output: web/hits 2
}

func ExampleOptions() {
	registry := metrics.NewRegistry(nil)
	registry.Counter("web/hits")
	registry.Counter("internal/gc")
	runner := reporters.Start(registry, printer{}, &reporters.Options{
		Interval: 30 * time.Second,
		Timeout:  5 * time.Second,
		Spool:    1 << 20,
		Rules:    reporters.MustRules("prune internal"),
		Logger:   slog.Default().With("component", "metrics"),
	})
	_ = runner.Close(context.Background())
	// Output: web/hits 0
}

func ExampleHealth() {
	registry := metrics.NewRegistry(nil)
	registry.Counter("web/hits")
	runner := reporters.Start(registry, printer{}, nil)
	_ = runner.Close(context.Background())
	health := runner.Health()
	fmt.Println(health.Reporter, "has", health.Acknowledged, "of", health.Captured, "points, dropped", health.Dropped())
	// Output:
	// web/hits 0
	// printer has 1 of 1 points, dropped 0
}

func ExampleCapture() {
	registry := metrics.NewRegistry(nil)
	hits := registry.Counter("web/hits")
	hits.Add(5)
	before := registry.Snapshot()
	hits.Add(2)
	now := registry.Snapshot()
	c := reporters.Capture{Tick: time.Unix(1700000000, 0), Total: now, Interval: now.Since(before)}
	fmt.Println(c.Tick.Unix(), c.Interval.Series[0].Count, "of", c.Total.Series[0].Count)
	// Output: 1700000000 2 of 7
}

func ExampleBatch() {
	registry := metrics.NewRegistry(nil)
	registry.Counter("web/hits").Add(2)
	snapshot := registry.Snapshot()
	batch := printer{}.Encode(&reporters.Capture{Total: snapshot, Interval: snapshot})
	fmt.Printf("%d point: %s", batch.Points, batch.Body)
	// Output: 1 point: web/hits 2
}

func ExampleRule() {
	registry := metrics.NewRegistry(nil)
	for _, name := range []string{"web/hits", "web/debug/dumps", "db/queries", "db/idle"} {
		registry.Counter(name)
	}
	// The newest rule that matches decides, so exceptions stand behind the rule.
	rules := []reporters.Rule{
		reporters.ForbidFunc(func(s *metrics.Series) bool { return s.Name != "web/hits" }),
		reporters.AllowFunc(func(s *metrics.Series) bool { return s.Name == "db/queries" }),
	}
	_ = reporters.Start(registry, printer{}, &reporters.Options{Rules: rules}).Close(context.Background())
	// Output:
	// db/queries 0
	// web/hits 0
}

func ExampleParseRules() {
	registry := metrics.NewRegistry(nil)
	registry.Counter("web/hits")
	registry.Counter("web/debug/dumps")
	registry.Counter("db/queries")

	rules, err := reporters.ParseRules("forbid db/**", "prune web/debug")
	if err != nil {
		fmt.Println(err)
		return
	}
	_ = reporters.Start(registry, printer{}, &reporters.Options{Rules: rules}).Close(context.Background())

	_, err = reporters.ParseRules("forbid web{code")
	fmt.Println("broken:", err != nil)
	// Output:
	// web/hits 0
	// broken: true
}
