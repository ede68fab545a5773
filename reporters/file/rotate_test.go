package file_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/binnacle-go/metrics/reporters/file"
)

// lines writes lines of ten bytes with rising numbers.
func lines(t *testing.T, w *file.RotatedFile, from, to int) {
	t.Helper()
	for i := from; i < to; i++ {
		if n, err := fmt.Fprintf(w, "line %04d\n", i); n != 10 || err != nil {
			t.Fatalf("line %d: %d bytes, %v", i, n, err)
		}
	}
}

func TestAFullFileIsMovedAside(t *testing.T) {
	tests := []struct {
		keep int
		want []string // what is in the files after 12 lines of which three fit, the newest file first
	}{
		{-1, []string{"0009 0010 0011"}},
		{1, []string{"0009 0010 0011", "0006 0007 0008"}},
		{2, []string{"0009 0010 0011", "0006 0007 0008", "0003 0004 0005"}},
		{0, []string{"0009 0010 0011", "0006 0007 0008", "0003 0004 0005", "0000 0001 0002"}},
	}
	for _, test := range tests {
		path := filepath.Join(t.TempDir(), "a.jsonl")
		write(t, path+".7", "of a time when more were kept", 0o644)
		write(t, path+".other", "of somebody else", 0o644)
		w := file.Rotate(path, &file.RotateOptions{MaxBytes: 35, Keep: test.keep})
		lines(t, w, 0, 12)
		for i, want := range test.want {
			name := path
			if i > 0 {
				name += fmt.Sprintf(".%d", i)
			}
			if got := strings.NewReplacer("line ", "", "\n", " ").Replace(read(t, name)); got != want+" " {
				t.Errorf("of %d kept, number %d has %q, want %q", test.keep, i, got, want)
			}
		}
		if n := len(files(t, filepath.Dir(path))); n != len(test.want)+2 {
			t.Errorf("of %d kept, there are %q", test.keep, files(t, filepath.Dir(path)))
		}
		if err := w.Close(); err != nil {
			t.Error(err)
		}
		if _, err := w.Write([]byte("x\n")); !errors.Is(err, os.ErrClosed) {
			t.Errorf("a closed file gave %v", err)
		}
	}
}

func TestALowerNumberRemovesOlderFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a")
	many := file.Rotate(path, &file.RotateOptions{MaxBytes: 10, Keep: 5})
	lines(t, many, 0, 8)
	many.Close()
	few := file.Rotate(path, &file.RotateOptions{MaxBytes: 10, Keep: 2})
	defer few.Close()
	lines(t, few, 8, 9)
	if got := strings.Join(files(t, filepath.Dir(path)), " "); got != "a a.1 a.2" {
		t.Errorf("there is %s", got)
	}
}

func TestALongLineHasAFileOfItsOwn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a")
	w := file.Rotate(path, &file.RotateOptions{MaxBytes: 15})
	defer w.Close()
	for _, line := range []string{"short\n", strings.Repeat("long ", 10) + "\n", "last\n"} {
		if _, err := w.Write([]byte(line)); err != nil {
			t.Fatal(err)
		}
	}
	if read(t, path) != "last\n" || len(read(t, path+".1")) != 51 || read(t, path+".2") != "short\n" {
		t.Errorf("the files are %q", files(t, filepath.Dir(path)))
	}
}

func TestALineBrokenOffByACrashIsEnded(t *testing.T) {
	for before, want := range map[string]string{"": "", "whole\n": "whole\n", "whole\nhal": "whole\nhal\n"} {
		path := write(t, filepath.Join(t.TempDir(), "a"), before, 0o600)
		w := file.Rotate(path, nil)
		lines(t, w, 1, 2)
		w.Close()
		if got := read(t, path); got != want+"line 0001\n" {
			t.Errorf("%q became %q", before, got)
		}
	}
}

func TestAMovedFileIsFollowed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a")
	w := file.Rotate(path, &file.RotateOptions{Mode: 0o600})
	defer w.Close()
	lines(t, w, 0, 1)
	if err := os.Rename(path, path+".moved"); err != nil {
		t.Fatal(err)
	}
	lines(t, w, 1, 2)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	lines(t, w, 2, 3)
	if err := os.Truncate(path, 0); err != nil {
		t.Fatal(err)
	}
	lines(t, w, 3, 4)
	if a, b := read(t, path+".moved"), read(t, path); a != "line 0000\n" || b != "line 0003\n" {
		t.Errorf("the files have %q and %q", a, b)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != fs.FileMode(0o600) {
		t.Errorf("the mode is %v; %v", info.Mode(), err)
	}
}
