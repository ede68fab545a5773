package file_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
)

var tick = time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)

// capture is what a runner captures in one go.
func capture(r *metrics.Registry) *reporters.Capture {
	s := r.Snapshot()
	return &reporters.Capture{Tick: tick, Total: s, Interval: s}
}

// deliver encodes and sends, once.
func deliver(r reporters.Reporter, c *reporters.Capture) error {
	return r.Send(context.Background(), r.Encode(c).Body)
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// files are the names in a folder.
func files(t *testing.T, folder string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// decode reads a document as any reader of JSON does.
func decode(t *testing.T, document string) (values map[string]any) {
	t.Helper()
	if err := json.Unmarshal([]byte(document), &values); err != nil {
		t.Fatalf("%v in %q", err, document)
	}
	return values
}

func write(t *testing.T, path, content string, mode os.FileMode) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
	return path
}
