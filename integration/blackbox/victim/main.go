// Command victim writes a black box as fast as a history can sample, under load, and tells how far it has come, until
// it is killed. It is for tests.
//
// Each line on its standard output is the number of events, and a time by which there were so many, in nanoseconds since
// 1970.
package main

import (
	"bufio"
	"fmt"
	"os"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history"
)

func main() {
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "victim:", err)
		os.Exit(1)
	}
}

// run returns only when something fails.
func run(path string) error {
	registry := metrics.NewRegistry(nil)
	events := registry.Counter("events")
	store := history.New(registry, &history.Options{
		Resolutions: []history.Resolution{{Step: 20 * time.Millisecond, Keep: time.Minute}, {Step: time.Second, Keep: time.Hour}},
		Path:        path,
	})
	defer store.Close() //nolint:errcheck // nothing is expected of a victim
	for i := range 2 {
		go load(registry.SubScope(fmt.Sprintf("load%d", i)))
	}
	out := bufio.NewWriter(os.Stdout)
	for range time.Tick(time.Millisecond) {
		events.Inc()
		if _, err := fmt.Fprintln(out, events.Value(), time.Now().UnixNano()); err != nil {
			return err
		}
		if err := out.Flush(); err != nil {
			return err
		}
	}
	return nil
}

// load keeps instruments of several kinds busy, so that each sample has something to write.
func load(scope *metrics.Scope) {
	took, size, level := scope.Timer("took"), scope.Histogram("size"), scope.Gauge("level")
	by := scope.CounterVec("by", []string{"key"})
	for i := 0; ; i++ {
		took.Observe(time.Duration(i%100_000) * time.Microsecond)
		size.Observe(float64(i % 1000))
		level.Set(float64(i))
		by.With(fmt.Sprint(i % 20)).Inc()
		if i%100 == 0 {
			time.Sleep(time.Millisecond)
		}
	}
}
