package tree_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/examples/demo/internal/tree"
)

// open makes a directory of the given files beside a file that must stay out of reach, and opens it.
func open(t *testing.T, cacheSize int64, files map[string]string) (*tree.Tree, string, *metrics.Registry) {
	t.Helper()
	outside := t.TempDir()
	dir := filepath.Join(outside, "tree")
	write(t, outside, "secret", "out of reach")
	for name, content := range files {
		write(t, dir, name, content)
	}
	reg := metrics.NewRegistry(nil)
	tr, err := tree.Open(dir, cacheSize, reg.Scope)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tr.Close() })
	return tr, dir, reg
}

func write(t *testing.T, dir, name, content string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func count(t *testing.T, reg *metrics.Registry, name string, labels ...metrics.Label) uint64 {
	t.Helper()
	return get(t, reg, name, labels...).Count
}

func get(t *testing.T, reg *metrics.Registry, name string, labels ...metrics.Label) metrics.Series {
	t.Helper()
	s, ok := reg.Snapshot().Get(name, labels...)
	if !ok {
		t.Fatalf("no series %s %v", name, labels)
	}
	return s
}

func TestOpen(t *testing.T) {
	large := strings.Repeat("x", tree.MaxFileSize+1)
	tr, dir, _ := open(t, 1<<20, map[string]string{
		"a/b.go": "package b\n", "blob": "ab\x00c", "large": large, "full": large[1:], "empty": "",
	})
	for link, to := range map[string]string{"out": "../secret", "up": "..", "in": "a/b.go", "loop": "loop"} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name, want string
		err        error
	}{
		{"a/b.go", "package b\n", nil},
		{"in", "package b\n", nil},
		{"full", large[1:], nil},
		{"empty", "", nil},
		{"missing", "", fs.ErrNotExist},
		{"a/b.go/c", "", fs.ErrNotExist},
		{"a\x00b", "", fs.ErrNotExist},
		{strings.Repeat("n", 5000), "", fs.ErrNotExist},
		{"a", "", tree.ErrNotRegular},
		{".", "", tree.ErrNotRegular},
		{"blob", "", tree.ErrBinary},
		{"large", "", tree.ErrTooLarge},
		{"../secret", "", fs.ErrNotExist},
		{"a/../../secret", "", fs.ErrNotExist},
		{"/secret", "", fs.ErrNotExist},
		{"/etc/hosts", "", fs.ErrNotExist},
		{"out", "", fs.ErrNotExist},
		{"up/secret", "", fs.ErrNotExist},
		{"loop", "", fs.ErrNotExist},
		{"", "", fs.ErrNotExist},
	} {
		for range 2 { // from the disk, then from the cache
			got, err := tr.Open(t.Context(), c.name)
			if string(got) != c.want || !errors.Is(err, c.err) || err != nil && strings.Contains(err.Error(), dir) {
				t.Errorf("Open(%.40q) = %.40q, %v; want %.40q, %v without the root's path", c.name, got, err, c.want, c.err)
			}
		}
	}
}

func TestList(t *testing.T) {
	tr, _, _ := open(t, 1<<20, map[string]string{"a/b.go": "", "a/a.go": "", "c": ""})
	for name, want := range map[string]string{".": "a c", "a": "a.go b.go"} {
		entries, err := tr.List(name)
		var names []string
		for _, e := range entries {
			names = append(names, e.Name())
		}
		if got := strings.Join(names, " "); got != want || err != nil {
			t.Errorf("List(%q) = %q, %v; want %q", name, got, err, want)
		}
	}
	for _, name := range []string{"..", "missing", "c", "a/..", ""} {
		if _, err := tr.List(name); err == nil {
			t.Errorf("List(%q) gave no error", name)
		}
	}
}

func TestCacheKeepsTheNewestWithinItsSize(t *testing.T) {
	content := strings.Repeat("x", 1000)
	tr, dir, reg := open(t, 2500, map[string]string{"a": content, "b": content, "c": content, "large": strings.Repeat(content, 3)})
	for _, step := range []struct {
		name                         string
		hits, misses, evictions, now uint64
	}{
		{"a", 0, 1, 0, 1000}, {"b", 0, 2, 0, 2000}, {"a", 1, 2, 0, 2000},
		{"c", 1, 3, 1, 2000}, {"a", 2, 3, 1, 2000}, {"b", 2, 4, 2, 2000}, {"large", 2, 5, 2, 2000}, {"large", 2, 6, 2, 2000},
	} {
		if _, err := tr.Open(t.Context(), step.name); err != nil {
			t.Fatal(err)
		}
		hits, misses, evictions := count(t, reg, "cache/hits"), count(t, reg, "cache/misses"), count(t, reg, "cache/evictions")
		size, entries := get(t, reg, "cache/size").Value, get(t, reg, "cache/entries").Value
		if hits != step.hits || misses != step.misses || evictions != step.evictions || size != float64(step.now) || entries != size/1000 {
			t.Fatalf("after %q: hits %d, misses %d, evictions %d, size %v, entries %v; want %+v", step.name, hits, misses, evictions, size, entries, step)
		}
	}
	write(t, dir, "b", "changed")
	if got, err := tr.Open(t.Context(), "b"); string(got) != "changed" || err != nil {
		t.Errorf("a changed file reads %q, %v", got, err)
	}
}

func TestRunKeepsTheListFresh(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, dir, reg := open(t, 1<<20, map[string]string{
			"b/z.go": "", "b-c": "", "a.go": "", ".git/config": "", "large": strings.Repeat("x", tree.MaxFileSize+1), "go.mod": "module x\n\ngo 1.26.0\n",
		})
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		waiting, giveUp := context.WithCancel(ctx)
		giveUp()
		if _, err := tr.Files(waiting); !errors.Is(err, context.Canceled) {
			t.Errorf("Files before the first walk: %v, want %v", err, context.Canceled)
		}
		go tr.Run(ctx, time.Minute)
		expectFiles(t, tr, "a.go b-c b/z.go go.mod")
		write(t, dir, "new", "")
		time.Sleep(time.Minute)
		synctest.Wait()
		expectFiles(t, tr, "a.go b-c b/z.go go.mod new")

		if n := get(t, reg, "index/files", metrics.L("kind", "searchable")).Value; n != 5 {
			t.Errorf("index/files: %v searchable, want 5", n)
		}
		if n := get(t, reg, "index/files", metrics.L("kind", "too large")).Value; n != 1 {
			t.Errorf("index/files: %v too large, want 1", n)
		}
		if s := get(t, reg, "index/state"); s.Text != "ready" || len(s.States) != 3 {
			t.Errorf("index/state: %q after %v, want ready after indexing, ready, refreshing", s.Text, s.States)
		}
		if n := count(t, reg, "index/walk"); n != 2 {
			t.Errorf("index/walk counted %d walks, want 2", n)
		}
		if s := get(t, reg, "index/go_version"); s.Text != "go1.26.0" {
			t.Errorf("index/go_version: %q, want go1.26.0", s.Text)
		}
	})
}

func expectFiles(t *testing.T, tr *tree.Tree, want string) {
	t.Helper()
	files, err := tr.Files(t.Context())
	var names []string
	for _, f := range files {
		names = append(names, f.Path)
	}
	if got := strings.Join(names, " "); got != want || err != nil {
		t.Fatalf("Files() = %q, %v; want %q", got, err, want)
	}
}

func TestAWalkThatFailsKeepsTheOldList(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, _, reg := open(t, 1<<20, map[string]string{"a.go": ""})
		ctx, cancel := context.WithCancel(t.Context())
		go tr.Run(ctx, time.Minute)
		expectFiles(t, tr, "a.go")
		if err := tr.Close(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		expectFiles(t, tr, "a.go")
		if s := get(t, reg, "index/state"); s.Text != "failed" {
			t.Errorf("index/state: %q, want failed", s.Text)
		}
		if s := get(t, reg, "index/walk"); s.Errors != 1 {
			t.Errorf("index/walk counted %d errors, want 1", s.Errors)
		}
		cancel()
	})
}

func TestFileExt(t *testing.T) {
	for name, want := range map[string]string{"a/b.go": "go", "LICENSE": "none", "a.b/c": "none", "a.": "none", "x.tar.gz": "gz"} {
		if got := (tree.File{Path: name}).Ext(); got != want {
			t.Errorf("Ext of %q is %q, want %q", name, got, want)
		}
	}
}

// No path leads out of the tree, whatever it is made of.
func FuzzOpen(f *testing.F) {
	outside := f.TempDir()
	dir := filepath.Join(outside, "tree")
	secret := []byte("out of reach")
	if err := errors.Join(os.Mkdir(dir, 0o755), os.WriteFile(filepath.Join(outside, "secret"), secret, 0o644), os.Symlink("..", filepath.Join(dir, "up"))); err != nil {
		f.Fatal(err)
	}
	tr, err := tree.Open(dir, 1<<20, metrics.NewRegistry(nil).Scope)
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = tr.Close() })
	for _, s := range []string{"../secret", "up/secret", "./../secret", "up/tree/../../secret", filepath.Join(outside, "secret"), `..\secret`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if got, err := tr.Open(t.Context(), name); err == nil || bytes.Contains(got, secret) {
			t.Errorf("Open(%q) = %q, %v", name, got, err)
		}
	})
}
