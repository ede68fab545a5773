package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history"
)

// recordedBox writes a black box with 42 events in two series, and returns its name.
func recordedBox(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "app.box")
	registry := metrics.NewRegistry(nil)
	hits, took := registry.Counter("web/hits"), registry.Timer("web/took")
	store := history.New(registry, &history.Options{
		Resolutions: []history.Resolution{{Step: 20 * time.Millisecond, Keep: time.Minute}}, Path: path,
	})
	ticks, cancel := store.Subscribe()
	<-ticks // what happens now is of later samples
	for range 42 {
		hits.Inc()
		took.Observe(time.Millisecond)
	}
	for range 3 { // the first may have been taken already
		<-ticks
	}
	cancel()
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	if err := store.Stats().Box.Err; err != nil {
		t.Fatal(err)
	}
	return path
}

// damage flips a bit in the last frame of a file.
func damage(t *testing.T, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)-1] ^= 1
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}
