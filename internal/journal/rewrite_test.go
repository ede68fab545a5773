package journal_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/binnacle-go/metrics/internal/journal"
)

func TestRewrite(t *testing.T) {
	path := boxPath(t)
	j, _ := mustOpen(t, path)
	mustAppend(t, j, payloads(9)...)
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	before := j.Size()
	err := j.Rewrite(func(yield func([]byte) bool) {
		if c := mustRead(t, path); len(c.Frames) != 9 || c.Damage != nil { // the old file is there until the new one is whole
			t.Error(c)
		}
		_ = yield(numbered(1)) && yield(numbered(2))
	})
	if err != nil || j.Size() >= before {
		t.Fatal(err, j.Size(), before)
	}
	mustAppend(t, j, numbered(3))
	if c := mustRead(t, path); !equal(c.Frames, [][]byte{numbered(1), numbered(2), numbered(3)}) || c.Damage != nil {
		t.Fatal(c)
	}
	if others := beside(t, path); others != nil {
		t.Errorf("left %q", others)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o644 {
		t.Error("the new file may not be read by the same people", info, err)
	}
}

// As on Windows.
func TestRewriteWithClosedFiles(t *testing.T) {
	defer journal.SetRenamesOpen(journal.SetRenamesOpen(false))
	TestRewrite(t)
	TestRewriteFails(t)
	TestLost(t)
	TestSetAside(t)
	TestLock(t)
}

func TestRewriteFails(t *testing.T) {
	path := boxPath(t)
	j, _ := mustOpen(t, path)
	mustAppend(t, j, numbered(1))
	err := j.Rewrite(func(yield func([]byte) bool) {
		_ = yield(numbered(2)) && yield(make([]byte, journal.MaxPayload+1)) && yield(numbered(3))
	})
	if err == nil {
		t.Fatal("no error")
	}
	mustAppend(t, j, numbered(4))
	if c := mustRead(t, path); !equal(c.Frames, [][]byte{numbered(1), numbered(4)}) {
		t.Fatal(c)
	}
	if others := beside(t, path); others != nil {
		t.Errorf("left %q", others)
	}
}

func TestLeftoverOfACrash(t *testing.T) {
	path := boxPath(t)
	mustClose(t, path)
	if err := os.WriteFile(path+".tmp", []byte("half of a new file"), 0o600); err != nil {
		t.Fatal(err)
	}
	mustRead(t, path)
	if len(beside(t, path)) != 1 {
		t.Error("reading removed what may be another process's")
	}
	mustOpen(t, path)
	if others := beside(t, path); others != nil {
		t.Errorf("left %q", others)
	}
}

// Whatever others do to the file, Append says so, and Rewrite begins anew.
func TestLost(t *testing.T) {
	for name, lose := range map[string]func(path string) error{
		"removed":            os.Remove,
		"the folder removed": func(path string) error { return os.RemoveAll(filepath.Dir(path)) },
		"cut":                func(path string) error { return os.Truncate(path, 20) },
		"moved":              func(path string) error { return os.Rename(path, path+".1") },
	} {
		path := filepath.Join(t.TempDir(), "sub", "app.box")
		if err := os.Mkdir(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		j, _ := mustOpen(t, path)
		mustAppend(t, j, payloads(4)...)
		if err := lose(path); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if err := j.Append(numbered(1)); !errors.Is(err, journal.ErrLost) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := os.Stat(filepath.Dir(path)); err != nil {
			if err := j.Rewrite(seq()); err == nil {
				t.Errorf("%s: written into no folder", name)
			}
			if err := os.Mkdir(filepath.Dir(path), 0o700); err != nil {
				t.Fatal(err)
			}
		}
		if err := j.Rewrite(seq(numbered(2))); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		mustAppend(t, j, numbered(3))
		if c := mustRead(t, path); !equal(c.Frames, [][]byte{numbered(2), numbered(3)}) || c.Damage != nil {
			t.Errorf("%s: %v", name, c)
		}
	}
}

func TestReplacedByAnother(t *testing.T) {
	path := boxPath(t)
	j, _ := mustOpen(t, path)
	if err := os.Rename(path, path+".1"); err != nil {
		t.Fatal(err)
	}
	other, _ := mustOpen(t, path)
	mustAppend(t, other, numbered(1))
	if err := j.Append(numbered(2)); !errors.Is(err, journal.ErrLost) {
		t.Error(err)
	}
	if err := j.Rewrite(seq()); !errors.Is(err, journal.ErrLost) {
		t.Error(err)
	}
	if c := mustRead(t, path); !equal(c.Frames, [][]byte{numbered(1)}) {
		t.Error(c)
	}
}

// What somebody else appended is cut off: it is not part of any frame.
func TestForeignBytesAtTheEnd(t *testing.T) {
	path := boxPath(t)
	j, _ := mustOpen(t, path)
	mustAppend(t, j, numbered(1))
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	f.WriteString("a line of a log")
	f.Close()
	mustAppend(t, j, numbered(2))
	if c := mustRead(t, path); !equal(c.Frames, [][]byte{numbered(1), numbered(2)}) || c.Damage != nil || c.Torn != 0 {
		t.Error(c)
	}
}
