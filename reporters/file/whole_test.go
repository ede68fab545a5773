package file_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters/file"
)

// watch reads a file again and again until the writer is done, and returns how many different documents it saw.
func watch(t *testing.T, path string, done *atomic.Bool, check func([]byte) error) (seen int) {
	last := ""
	for !done.Load() {
		document, err := os.ReadFile(path)
		if err == nil {
			err = check(document)
		}
		if err != nil {
			t.Errorf("after %d documents: %v", seen, err)
			return seen
		}
		if string(document) != last {
			last = string(document)
			seen++
		}
	}
	return seen
}

// rewrites of each file. A disk may take milliseconds for one.
const rewrites = 1000

func TestNoReaderSeesHalfAFile(t *testing.T) {
	checks := map[string]func([]byte) error{
		"a.json": func(document []byte) error {
			if !json.Valid(document) {
				return fmt.Errorf("%d bytes are not JSON", len(document))
			}
			return nil
		},
		"a.prom": func(document []byte) error {
			if !strings.HasSuffix(string(document), "\nz_end_total 1\n") {
				return fmt.Errorf("%d bytes do not end as they should", len(document))
			}
			return nil
		},
	}
	for name, check := range checks {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rewriteWhileRead(t, name, check)
		})
	}
}

func rewriteWhileRead(t *testing.T, name string, check func([]byte) error) {
	path := filepath.Join(t.TempDir(), name)
	registry := metrics.NewRegistry(nil)
	hits := registry.CounterVec("hits", []string{"code"})
	registry.Counter("z/end").Inc()
	reporter := file.New(path, nil)
	if err := deliver(reporter, capture(registry)); err != nil {
		t.Fatal(err)
	}
	var done atomic.Bool
	seen := make(chan int)
	go func() { seen <- watch(t, path, &done, check) }()
	for i := range rewrites {
		hits.With(fmt.Sprint(i % 300)).Inc() // it grows, and its numbers change
		if err := deliver(reporter, capture(registry)); err != nil {
			t.Error(err)
		}
	}
	done.Store(true)
	if n := <-seen; n < 2 {
		t.Errorf("the reader saw only %d documents", n)
	}
	if names := files(t, filepath.Dir(path)); len(names) != 1 {
		t.Errorf("what is left is %q", names)
	}
}
