package file_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/reporters/file"
)

func TestWhatIsNotAFileIsLeftAlone(t *testing.T) {
	folder := t.TempDir()
	for _, path := range []string{folder, os.DevNull} {
		err := deliver(file.New(path, nil), capture(metrics.NewRegistry(nil)))
		if err == nil || !strings.Contains(err.Error(), "not a regular file") || errors.Is(err, reporters.ErrRejected) {
			t.Errorf("%s: %v", path, err)
		}
	}
	if info, err := os.Stat(os.DevNull); err != nil || info.Mode().IsRegular() {
		t.Fatalf("%s is gone: %v", os.DevNull, err)
	}
	if names := files(t, folder); len(names) > 0 {
		t.Errorf("there is %q", names)
	}
}

func TestAMissingFolderIsWaitedFor(t *testing.T) {
	registry := metrics.NewRegistry(nil)
	registry.Counter("hits").Inc()
	path := filepath.Join(t.TempDir(), "later", "a.json")
	lines := file.Rotate(path+"l", nil)
	defer lines.Close()
	for _, reporter := range []reporters.Reporter{file.New(path, nil), file.NewLines(lines, nil)} {
		if err := deliver(reporter, capture(registry)); !errors.Is(err, fs.ErrNotExist) || errors.Is(err, reporters.ErrRejected) {
			t.Errorf("%s: %v", reporter.Name(), err)
		}
	}
	if err := os.Mkdir(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, reporter := range []reporters.Reporter{file.New(path, nil), file.NewLines(lines, nil)} {
		if err := deliver(reporter, capture(registry)); err != nil {
			t.Errorf("the folder is there, but %v", err)
		}
	}
	if a, b := read(t, path), read(t, path+"l"); decode(t, a)["hits"] != 1.0 || decode(t, b)["hits"] != 1.0 {
		t.Errorf("the files hold %q and %q", a, b)
	}
}
