package reporters_test

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics/reporters"
)

func onDisk(dir string) *reporters.Options {
	return &reporters.Options{Phase: -1, SpoolDir: dir, Logger: slog.New(slog.DiscardHandler)}
}

// spoolFile returns the only file of a directory.
func spoolFile(t *testing.T, dir string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.spool"))
	if err != nil || len(files) != 1 {
		t.Fatalf("%q, %v", files, err)
	}
	return files[0]
}

// leave runs a runner with a backend that is down for 35 s, and returns with three snapshots on disk, not closed: copies
// of the file are what a sudden end would leave.
func leave(t *testing.T, dir string) (file []byte, end func()) {
	t.Helper()
	registry, hits := counting("hits")
	backend := newMemory()
	backend.onSend = down
	r := reporters.Start(registry, backend, onDisk(dir))
	time.Sleep(5 * time.Second) // off the ticks
	for n := range uint64(3) {
		hits.Add(n + 1)
		time.Sleep(10 * time.Second)
	}
	synctest.Wait()
	if h := r.Health(); h.SpoolError != "" || h.Queued != 3 {
		t.Fatalf("got %+v", h)
	}
	file, err := os.ReadFile(spoolFile(t, dir))
	if err != nil {
		t.Fatal(err)
	}
	return file, func() { _ = r.Close(t.Context()) }
}

func TestWhatIsOnDiskSurvivesASuddenEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		first, second := t.TempDir(), t.TempDir()
		file, end := leave(t, first)
		defer end()
		name := filepath.Join(second, filepath.Base(spoolFile(t, first)))
		if err := os.WriteFile(name, file, 0o600); err != nil {
			t.Fatal(err)
		}
		registry, _ := counting("hits")
		backend := newMemory()
		r := reporters.Start(registry, backend, onDisk(second))
		watch := watchBooks(t, r)
		time.Sleep(time.Second)
		synctest.Wait()
		if got := len(backend.delivered()); got != 3 || !strings.HasSuffix(backend.delivered()[2], " hits 3") {
			t.Errorf("delivered %q", backend.delivered())
		}
		h := r.Health()
		checkBooks(t, h)
		if h.Recovered != 3 || h.Acknowledged != 3 || h.Queued != 0 {
			t.Errorf("got %+v", h)
		}
		watch()
		mustClose(t, r)
		again := reporters.Start(newRegistry(), newMemory(), onDisk(second))
		mustClose(t, again)
		if h := again.Health(); h.Recovered != 0 {
			t.Errorf("what was delivered is there again: %+v", h)
		}
	})
}

func TestCloseLeavesOnDiskWhatItCannotDeliver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		registry, _ := counting("hits")
		backend := newMemory()
		backend.onSend = down
		r := reporters.Start(registry, backend, onDisk(dir))
		time.Sleep(15 * time.Second)
		if err := r.Close(t.Context()); err != nil {
			t.Errorf("nothing is lost, but %v", err)
		}
		h := r.Health()
		checkBooks(t, h)
		if h.Queued != 2 || h.Dropped() != 0 {
			t.Errorf("got %+v", h)
		}
		next := reporters.Start(newRegistry(), newMemory(), onDisk(dir))
		mustClose(t, next)
		if h := next.Health(); h.Recovered != 2 || h.Acknowledged != 2 {
			t.Errorf("the next one: %+v", h)
		}
	})
}

// A last write that was torn is cut off; a broken byte costs its own frame, and the file is set aside.
func TestADamagedSpool(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		whole, end := leave(t, dir)
		defer end()
		base := filepath.Base(spoolFile(t, dir))
		for _, c := range []struct {
			name      string
			damage    func([]byte) []byte
			recovered uint64
			aside     bool
		}{
			{"torn", func(b []byte) []byte { return b[:len(b)-3] }, 2, false},
			{"broken", func(b []byte) []byte { b[len(b)/2] ^= 1; return b }, 2, true},
			{"empty", func([]byte) []byte { return nil }, 0, false},
			{"foreign", func([]byte) []byte { return []byte("something else altogether") }, 0, true},
		} {
			dir, log := t.TempDir(), &logs{}
			if err := os.WriteFile(filepath.Join(dir, base), c.damage(slices.Clone(whole)), 0o600); err != nil {
				t.Fatal(err)
			}
			o := onDisk(dir)
			o.Logger = log.logger()
			r := reporters.Start(newRegistry(), newMemory(), o)
			mustClose(t, r)
			if h := r.Health(); h.Recovered != c.recovered || h.SpoolError != "" {
				t.Errorf("%s: %+v", c.name, h)
			}
			files, _ := os.ReadDir(dir)
			if (len(files) == 2) != c.aside || (len(log.lines()) == 1) != c.aside {
				t.Errorf("%s: %d files, log %q", c.name, len(files), log.lines())
			}
		}
	})
}

func TestADirectoryThatCannotBeUsedIsNoReasonNotToReport(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		registry, _ := counting("hits")
		holder := reporters.Start(newRegistry(), newMemory(), onDisk(dir)) // as another process might
		synctest.Wait()
		for _, missing := range []string{filepath.Join(dir, "missing"), dir} { // the latter is locked
			backend, log := newMemory(), &logs{}
			o := onDisk(missing)
			o.Logger = log.logger()
			r := reporters.Start(registry, backend, o)
			time.Sleep(22 * time.Second)
			synctest.Wait()
			if h := r.Health(); h.SpoolError == "" || h.Acknowledged != 2 || len(log.lines()) != 1 {
				t.Errorf("%+v, log %q", h, log.lines())
			}
			mustClose(t, r)
		}
		mustClose(t, holder)
	})
}

func TestTheFileIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		registry := newRegistry()
		for i := range 500 {
			registry.Counter(fmt.Sprintf("%08d/%x", i*i*7919, i*i*i*104729))
		}
		backend := newMemory()
		backend.onSend = down
		o := onDisk(dir)
		o.Spool = 20_000
		r := reporters.Start(registry, backend, o)
		var most int64
		for n := range 400 {
			if n == 200 {
				backend.set(nil)
			}
			time.Sleep(10 * time.Second)
			info, err := os.Stat(spoolFile(t, dir))
			if err != nil {
				t.Fatal(err)
			}
			most = max(most, info.Size())
		}
		if h := r.Health(); most > 2*20_000+1<<20+20_000 || most < 1<<19 || h.DroppedOverflow == 0 || h.SpoolError != "" {
			t.Errorf("the file grew to %d bytes: %+v", most, h)
		}
		mustClose(t, r)
		if info, err := os.Stat(spoolFile(t, dir)); err != nil || info.Size() > 100 {
			t.Errorf("with nothing left: %v, %v", info.Size(), err)
		}
	})
}

// A file that somebody removes is written anew, with all that is queued.
func TestARemovedFileIsReplaced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		registry, _ := counting("hits")
		backend := newMemory()
		backend.onSend = down
		r := reporters.Start(registry, backend, onDisk(dir))
		time.Sleep(25 * time.Second)
		if err := os.Remove(spoolFile(t, dir)); err != nil {
			t.Fatal(err)
		}
		time.Sleep(10 * time.Second)
		synctest.Wait()
		if h := r.Health(); h.SpoolError != "" {
			t.Errorf("got %+v", h)
		}
		_ = r.Close(t.Context())
		next := reporters.Start(newRegistry(), newMemory(), onDisk(dir))
		mustClose(t, next)
		if h := next.Health(); h.Recovered != 4 {
			t.Errorf("got %+v", h)
		}
	})
}
