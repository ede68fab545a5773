package journal_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/binnacle-go/metrics/internal/journal"
)

func TestOpenContinues(t *testing.T) {
	path := boxPath(t)
	var want [][]byte
	for _, p := range payloads(8) {
		j, c := mustOpen(t, path)
		if !equal(c.Frames, want) || c.Torn != 0 || c.Damage != nil {
			t.Fatalf("%d frames, %d torn, damage %v: want %d frames", len(c.Frames), c.Torn, c.Damage, len(want))
		}
		mustAppend(t, j, p)
		want = append(want, p)
		if info, err := os.Stat(path); err != nil || info.Size() != j.Size() {
			t.Fatal(info, err, j.Size())
		}
		j.Close()
	}
}

func TestReadWhileWritten(t *testing.T) {
	path := boxPath(t)
	j, _ := mustOpen(t, path)
	for n := range 5 {
		if c := mustRead(t, path); len(c.Frames) != n || c.Torn != 0 || c.Damage != nil {
			t.Fatal(n, c)
		}
		mustAppend(t, j, numbered(n))
	}
}

func TestLock(t *testing.T) {
	path := boxPath(t)
	j, _ := mustOpen(t, path)
	for range 2 {
		if _, _, err := journal.Open(path, nil); !errors.Is(err, journal.ErrLocked) {
			t.Fatalf("%v; want ErrLocked", err)
		}
		if err := j.Rewrite(seq(numbered(1))); err != nil { // the new file is locked as the old one was
			t.Fatal(err)
		}
	}
	j.Close()
	again, c := mustOpen(t, path)
	defer again.Close()
	if len(c.Frames) != 1 {
		t.Fatal(c)
	}
}

func TestClosed(t *testing.T) {
	j, _ := mustOpen(t, boxPath(t))
	if err := errors.Join(j.Close(), j.Close()); err != nil {
		t.Fatal(err)
	}
	_, aside := j.SetAside(seq())
	for _, err := range []error{j.Append(nil), j.Rewrite(seq()), aside} {
		if !errors.Is(err, journal.ErrClosed) || !errors.Is(err, os.ErrClosed) {
			t.Error(err)
		}
	}
}

func TestSync(t *testing.T) {
	path := boxPath(t)
	j, _, err := journal.Open(path, &journal.Options{Sync: true})
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	mustAppend(t, j, numbered(0))
	if err := j.Rewrite(seq(numbered(1))); err != nil {
		t.Fatal(err)
	}
	mustAppend(t, j, numbered(2))
	if c := mustRead(t, path); !equal(c.Frames, [][]byte{numbered(1), numbered(2)}) {
		t.Fatal(c)
	}
}

func TestBadPaths(t *testing.T) {
	dir := t.TempDir()
	plain := filepath.Join(dir, "plain")
	if err := os.WriteFile(plain, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{dir, filepath.Join(dir, "none", "app.box"), filepath.Join(plain, "app.box"), os.DevNull, ""} {
		if j, c, err := journal.Open(path, nil); err == nil || j != nil || c != nil {
			t.Errorf("Open(%q) = %v, %v, %v; want an error", path, j, c, err)
		}
		if c, err := journal.Read(path); err == nil || c != nil {
			t.Errorf("Read(%q) = %v, %v; want an error", path, c, err)
		}
	}
	if _, err := journal.Read(filepath.Join(dir, "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if _, err := os.Stat(os.DevNull); err != nil {
		t.Error("the device is gone:", err)
	}
}

// A link may lead to another volume; rewriting must not put a file in its place.
func TestLinkStays(t *testing.T) {
	target := boxPath(t)
	mustOpen(t, target)
	link := boxPath(t)
	if err := os.Symlink(target, link); err != nil {
		t.Fatal(err)
	}
	if _, _, err := journal.Open(link, nil); !errors.Is(err, journal.ErrLocked) {
		t.Fatal(err)
	}
	other := boxPath(t)
	link2 := filepath.Join(filepath.Dir(link), "other")
	mustClose(t, other)
	if err := os.Symlink(other, link2); err != nil {
		t.Fatal(err)
	}
	j, _ := mustOpen(t, link2)
	if err := j.Rewrite(seq(numbered(1))); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(link2); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Fatal("the link was replaced", err)
	}
	if c := mustRead(t, other); len(c.Frames) != 1 {
		t.Fatal(c)
	}
}

func mustClose(t *testing.T, path string) {
	t.Helper()
	j, _ := mustOpen(t, path)
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestPayloadTooLarge(t *testing.T) {
	path := boxPath(t)
	j, _ := mustOpen(t, path)
	large := make([]byte, journal.MaxPayload+1)
	if err := j.Append(large); !errors.Is(err, journal.ErrTooLarge) {
		t.Error(err)
	}
	if err := j.Rewrite(seq(large)); !errors.Is(err, journal.ErrTooLarge) {
		t.Error(err)
	}
	mustAppend(t, j, large[1:])
	if c := mustRead(t, path); len(c.Frames) != 1 || len(c.Frames[0]) != journal.MaxPayload {
		t.Error(len(c.Frames))
	}
}
