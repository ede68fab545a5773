package file_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/reporters/file"
)

func folder() string {
	path, err := os.MkdirTemp("", "example")
	if err != nil {
		panic(err)
	}
	return path
}

func ExampleReporter() {
	dir := folder() // such as /var/lib/node_exporter
	defer os.RemoveAll(dir)
	registry := metrics.NewRegistry(nil)
	registry.Counter("shop/orders", metrics.Help("orders taken")).Add(3)

	path := filepath.Join(dir, "shop.prom")
	runner := reporters.Start(registry, file.New(path, nil), &reporters.Options{Interval: 15 * time.Second})
	// At the end of the program:
	fmt.Println(runner.Close(context.Background()))

	content, _ := os.ReadFile(path)
	fmt.Printf("%s", content)
	// Output:
	// <nil>
	// # TYPE shop_orders_total counter
	// # HELP shop_orders_total orders taken
	// shop_orders_total 3
}

func ExampleWrite() {
	dir := folder()
	defer os.RemoveAll(dir)
	registry := metrics.NewRegistry(nil)
	registry.Counter("web/hits").Add(3)

	path := filepath.Join(dir, "crash.json")
	fmt.Println(file.Write(path, registry.Snapshot(), file.JSON))
	content, _ := os.ReadFile(path)
	fmt.Printf("%s", content)
	// Output:
	// <nil>
	// {"web":{"hits":3}}
}

func ExampleLines() {
	registry := metrics.NewRegistry(nil)
	registry.Counter("web/hits", metrics.L("code", "200")).Add(3)

	// What a runner does at each tick:
	now := registry.Snapshot()
	lines := file.NewLines(os.Stdout, nil)
	batch := lines.Encode(&reporters.Capture{Tick: time.Unix(1700000000, 0), Total: now, Interval: now})
	_ = lines.Send(context.Background(), batch.Body)
	// Output: {"@timestamp":"2023-11-14T22:13:20.000Z","web":{"hits":[{"labels":{"code":"200"},"value":3}]}}
}

func ExampleRotatedFile() {
	dir := folder() // such as /var/log/shop
	defer os.RemoveAll(dir)
	log := file.Rotate(filepath.Join(dir, "metrics.jsonl"), &file.RotateOptions{MaxBytes: 16 << 20, Keep: 3})
	runner := reporters.Start(metrics.NewRegistry(nil), file.NewLines(log, nil), nil)
	// At the end of the program:
	fmt.Println(runner.Close(context.Background()), log.Close())
	// Output: <nil> <nil>
}

func ExampleOptions() {
	// A file for people, and only for those of the group, that survives a loss of power.
	reporter := file.New("/run/shop/metrics.json", &file.Options{Format: file.PrettyJSON, Mode: 0o640, Sync: true})
	fmt.Println(reporter.Name())
	// Output: file//run/shop/metrics.json
}

func ExampleLinesOptions() {
	lines := file.NewLines(os.Stdout, &file.LinesOptions{Name: "stdout", Totals: true})
	fmt.Println(lines.Name())
	// Output: lines/stdout
}

func ExampleRotateOptions() {
	log := file.Rotate("metrics.jsonl", &file.RotateOptions{MaxBytes: 1 << 30, Keep: -1, Mode: 0o600})
	fmt.Println(log.Name(), log.Close())
	// Output: metrics.jsonl <nil>
}

func ExampleFormat() {
	dir := folder()
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "shop.prom")
	for _, format := range []file.Format{file.ByName, file.JSON} {
		registry := metrics.NewRegistry(nil)
		registry.Gauge("up", metrics.Help("whether it works")).Set(1)
		_ = file.Write(path, registry.Snapshot(), format)
		content, _ := os.ReadFile(path)
		fmt.Printf("%s", content)
	}
	// Output:
	// # TYPE up gauge
	// # HELP up whether it works
	// up 1
	// {"up":1}
}
