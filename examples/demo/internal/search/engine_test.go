package search

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp/syntax"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/examples/demo/internal/tree"
)

// start starts an engine over a directory of the given files.
func start(t *testing.T, workers int, files map[string]string) (*Engine, *metrics.Registry) {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(content), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	reg := metrics.NewRegistry(nil)
	tr, err := tree.Open(dir, 1<<20, reg.Scope)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var walker sync.WaitGroup
	walker.Go(func() { tr.Run(ctx, time.Hour) })
	e := New(tr, workers, reg.Scope)
	t.Cleanup(func() {
		e.Close()
		cancel()
		walker.Wait()
		_ = tr.Close()
	})
	return e, reg
}

func get(t *testing.T, reg *metrics.Registry, name string, labels ...metrics.Label) metrics.Series {
	t.Helper()
	s, ok := reg.Snapshot().Get(name, labels...)
	if !ok {
		t.Fatalf("no series %s %v", name, labels)
	}
	return s
}

var sources = map[string]string{
	"a/one.go":   "package a\n\nfunc One() {}\n",
	"a/two.go":   "package a\n\nfunc Two() {}\nfunc three() {}\n",
	"b/four.txt": "func four\n",
	"b/image":    "\x89PNG\x00func",
}

func TestSearch(t *testing.T) {
	e, _ := start(t, 3, sources)
	one, two, three := Match{"a/one.go", 3, "func One() {}"}, Match{"a/two.go", 3, "func Two() {}"}, Match{"a/two.go", 4, "func three() {}"}
	four := Match{"b/four.txt", 1, "func four"}
	for _, c := range []struct {
		request Request
		want    Result
	}{
		{Request{Pattern: "func"}, Result{Matches: []Match{one, two, three, four}, Files: 3, Skipped: 1, Bytes: 76}},
		{Request{Pattern: "^func [A-Z]"}, Result{Matches: []Match{one, two}, Files: 3, Skipped: 1, Bytes: 76}},
		{Request{Pattern: "func", Glob: "*.txt"}, Result{Matches: []Match{four}, Files: 1, Bytes: 10}},
		{Request{Pattern: "func", Glob: "a/"}, Result{Matches: []Match{one, two, three}, Files: 2, Bytes: 66}},
		{Request{Pattern: "func", Glob: "c/*"}, Result{Matches: []Match{}}},
		{Request{Pattern: "nowhere"}, Result{Matches: []Match{}, Files: 3, Skipped: 1, Bytes: 76}},
	} {
		got, err := e.Search(t.Context(), c.request)
		if err != nil || !reflect.DeepEqual(*got, c.want) {
			t.Errorf("Search(%+v) = %+v, %v; want %+v", c.request, got, err, c.want)
		}
	}
}

// A limited result is the beginning of the whole one, however the workers take turns.
func TestSearchLimitKeepsTheFirst(t *testing.T) {
	files := map[string]string{}
	for i := range 200 {
		files[fmt.Sprintf("d%d/f%02d", i%7, i)] = strings.Repeat("hit\nmiss\n", i%5)
	}
	e, _ := start(t, 4, files)
	all, err := e.Search(t.Context(), Request{Pattern: "hit", Limit: MaxLimit})
	if err != nil || len(all.Matches) != 400 || all.Truncated {
		t.Fatalf("the whole search: %d matches, truncated %v, %v; want 400", len(all.Matches), all.Truncated, err)
	}
	for limit := 1; limit < 400; limit += 7 {
		got, err := e.Search(t.Context(), Request{Pattern: "hit", Limit: limit})
		if err != nil || !got.Truncated || !reflect.DeepEqual(got.Matches, all.Matches[:limit]) {
			t.Fatalf("with limit %d: %d matches, truncated %v, %v; want the first ones", limit, len(got.Matches), got.Truncated, err)
		}
	}
}

func TestSearchRefusesBadRequests(t *testing.T) {
	e, reg := start(t, 1, sources)
	for _, c := range []struct {
		request     Request
		field, text string
	}{
		{Request{Pattern: ""}, "q", "say what"},
		{Request{Pattern: "func ("}, "q", "missing closing ): `func (`"},
		{Request{Pattern: strings.Repeat("x", 1001)}, "q", "longer than 1000"},
		{Request{Pattern: "x", Glob: "[a"}, "path", "syntax error"},
		{Request{Pattern: "x", Limit: -1}, "limit", "-1 is not from 1 to 1000"},
		{Request{Pattern: "x", Limit: 1001}, "limit", "1001 is not from 1 to 1000"},
	} {
		_, err := e.Search(t.Context(), c.request)
		bad, ok := errors.AsType[*RequestError](err)
		if !ok || bad.Field != c.field || !strings.Contains(err.Error(), c.text) {
			t.Errorf("Search(%.40v): %v, want an error on %s with %q", c.request, err, c.field, c.text)
		}
	}
	if _, err := e.Search(t.Context(), Request{Pattern: strings.Repeat("(", 100)}); !isSyntax(err) {
		t.Errorf("Search of an unclosed group: %v, want the compiler's error inside", err)
	}
	if s := get(t, reg, "search/last_bad_pattern"); s.Text != strings.Repeat("(", 80)+"…" {
		t.Errorf("search/last_bad_pattern: %q, want the first 80 bytes", s.Text)
	}
	if s := get(t, reg, "search/latency"); s.Count != 7 || s.Errors != 7 {
		t.Errorf("search/latency: %d with %d errors, want 7 with 7", s.Count, s.Errors)
	}
}

func isSyntax(err error) bool {
	_, ok := errors.AsType[*syntax.Error](err)
	return ok
}

func TestSearchGivesUpWithItsContext(t *testing.T) {
	e, reg := start(t, 1, sources)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := e.Search(ctx, Request{Pattern: "x"}); !errors.Is(err, context.Canceled) {
		t.Errorf("Search: %v, want %v", err, context.Canceled)
	}
	if s := get(t, reg, "search/in_flight"); s.Value != 0 {
		t.Errorf("search/in_flight: %v afterwards, want 0", s.Value)
	}
}

func TestCloseEndsSearches(t *testing.T) {
	e, _ := start(t, 2, sources)
	var searches sync.WaitGroup
	for range 20 {
		searches.Go(func() {
			for {
				if _, err := e.Search(t.Context(), Request{Pattern: "func"}); err != nil {
					if !errors.Is(err, ErrClosed) {
						t.Errorf("Search: %v, want %v", err, ErrClosed)
					}
					return
				}
			}
		})
	}
	if _, err := e.Search(t.Context(), Request{Pattern: "func"}); err != nil {
		t.Fatal(err)
	}
	e.Close()
	searches.Wait()
	e.Close()
}

func TestSearchIsMeasured(t *testing.T) {
	e, reg := start(t, 2, sources)
	for _, pattern := range []string{"func", "nowhere"} {
		if _, err := e.Search(t.Context(), Request{Pattern: pattern}); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name   string
		labels []metrics.Label
		count  uint64
	}{
		{"search/latency", nil, 2},
		{"search/stage", []metrics.Label{metrics.L("stage", "list")}, 2},
		{"search/stage", []metrics.Label{metrics.L("stage", "read")}, 8},
		{"search/stage", []metrics.Label{metrics.L("stage", "match")}, 6},
		{"search/matches", nil, 2},
		{"search/volume", nil, 2},
		{"search/scanned", nil, 152},
		{"search/found", []metrics.Label{metrics.L("ext", "go")}, 3},
		{"search/found", []metrics.Label{metrics.L("ext", "txt")}, 1},
		{"search/skipped", []metrics.Label{metrics.L("reason", "binary")}, 2},
		{"workers/files", nil, 8},
		{"workers/busy", nil, 8},
	} {
		if s := get(t, reg, c.name, c.labels...); s.Count != c.count {
			t.Errorf("%s %v counted %d, want %d", c.name, c.labels, s.Count, c.count)
		}
	}
	if s := get(t, reg, "workers/0/files"); s.Count+get(t, reg, "workers/1/files").Count != 8 {
		t.Errorf("the two workers searched %d files and others, want 8 together", s.Count)
	}
	if s := get(t, reg, "search/matches"); s.Dist.Sum() != 4 {
		t.Errorf("search/matches adds up to %v, want 4", s.Dist.Sum())
	}
}
