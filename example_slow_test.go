package metrics_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/binnacle-go/metrics"
)

func ExampleContextWithTrace() {
	reg := metrics.NewRegistry(nil)
	jobs := reg.Timer("jobs")
	run := func(context.Context) error { return nil }

	// The ids came with the job, as those of an HTTP request come in its traceparent header.
	ctx := metrics.ContextWithTrace(context.Background(), "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7")
	_ = jobs.Do(ctx, run)

	s, _ := reg.Snapshot().Get("jobs")
	fmt.Println(s.Slow[0].TraceID)
	// Output: 4bf92f3577b34da6a3ce929d0e0e4736
}

func ExampleStopwatch_FailContext() {
	reg := metrics.NewRegistry(nil)
	queries := reg.Timer("db/queries")
	query := func(ctx context.Context, table string) (err error) {
		watch := queries.Start()
		defer func() { watch.FailContext(ctx, err, slog.String("table", table)) }()
		return errors.New("no connection")
	}
	_ = query(metrics.ContextWithTrace(context.Background(), "7", "1"), "users")

	s, _ := reg.Snapshot().Get("db/queries")
	fmt.Println(s.Slow[0].Err, s.Slow[0].Attrs, "in trace", s.Slow[0].TraceID)
	// Output: no connection [table=users] in trace 7
}

func ExampleStopwatch_Discard() {
	reg := metrics.NewRegistry(nil)
	fetches := reg.Timer("fetches")
	cache := map[string]string{"a": "cached"}
	fetch := func(key string) string {
		watch := fetches.Start()
		defer func() { watch.Stop() }()
		if v, ok := cache[key]; ok {
			watch.Discard() // nothing was fetched
			return v
		}
		return "fetched"
	}
	fmt.Println(fetch("a"), fetch("b"))

	s, _ := reg.Snapshot().Get("fetches")
	fmt.Println(s.Count)
	// Output:
	// cached fetched
	// 1
}

func ExampleLogSlow() {
	reg := metrics.NewRegistry(nil)
	searches := reg.Timer("searches", metrics.LogSlow(slog.Default(), time.Minute))

	// Once a hundred calls were made, one that is slower than 99 of 100 recent ones is logged, at most one a minute.
	searches.Start().Stop(slog.String("q", "binnacle"))

	s, _ := reg.Snapshot().Get("searches")
	fmt.Println(s.Count)
	// Output: 1
}
