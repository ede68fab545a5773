package file_test

import (
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/reporters/file"
)

func TestTheNameDecidesTheFormat(t *testing.T) {
	registry := metrics.NewRegistry(nil)
	registry.Counter("web/hits", metrics.Help("pages served")).Add(1<<53 + 1)
	exposition := "# TYPE web_hits_total counter\n# HELP web_hits_total pages served\nweb_hits_total 9007199254740993\n"
	tests := []struct {
		name   string
		format file.Format
		want   string
	}{
		{"a.json", file.ByName, `{"web":{"hits":9007199254740993}}` + "\n"},
		{"a", file.ByName, `{"web":{"hits":9007199254740993}}` + "\n"},
		{"a.prom", file.ByName, exposition},
		{"a.prom", file.JSON, `{"web":{"hits":9007199254740993}}` + "\n"},
		{"a.prom", file.PrettyJSON, "{\n  \"web\": {\n    \"hits\": 9007199254740993\n  }\n}\n"},
		{"a.json", file.Prometheus, exposition},
		{"a.prom", file.OpenMetrics, strings.NewReplacer("_total counter", " counter", "_total pages", " pages").Replace(exposition) + "# EOF\n"},
	}
	for _, test := range tests {
		for _, sync := range []bool{false, true} {
			path := filepath.Join(t.TempDir(), test.name)
			if err := deliver(file.New(path, &file.Options{Format: test.format, Sync: sync}), capture(registry)); err != nil {
				t.Fatal(err)
			}
			if got := read(t, path); got != test.want {
				t.Errorf("format %d of %s: got %s, want %s", test.format, test.name, got, test.want)
			}
		}
		path := filepath.Join(t.TempDir(), test.name)
		if err := file.Write(path, registry.Snapshot(), test.format); err != nil || read(t, path) != test.want {
			t.Errorf("Write as format %d of %s: error %v", test.format, test.name, err)
		}
	}
}

func TestAnUnknownFormatIsAMistake(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a")
	if err := file.Write(path, &metrics.Snapshot{}, 99); err == nil || !strings.Contains(err.Error(), "99") {
		t.Errorf("the error is %v", err)
	}
	if names := files(t, filepath.Dir(path)); len(names) > 0 {
		t.Errorf("there is %q", names)
	}
	defer func() {
		if p := recover(); p == nil {
			t.Error("a reporter was made")
		}
	}()
	file.New(path, &file.Options{Format: 99})
}

func TestPermissionsAreKept(t *testing.T) {
	folder := t.TempDir()
	s := metrics.NewRegistry(nil).Snapshot()
	c := &reporters.Capture{Tick: tick, Total: s, Interval: s}
	tests := []struct {
		name string
		o    *file.Options
		want os.FileMode
	}{
		{"new", nil, 0o644},
		{"chosen", &file.Options{Mode: 0o600}, 0o600},
		{write(t, filepath.Join(folder, "there"), "old", 0o640), nil, 0o640},
		{write(t, filepath.Join(folder, "both"), "old", 0o666), &file.Options{Mode: 0o600}, 0o666},
	}
	for _, test := range tests {
		path := filepath.Join(folder, filepath.Base(test.name))
		for range 2 {
			if err := deliver(file.New(path, test.o), c); err != nil {
				t.Fatal(err)
			}
			if info, err := os.Stat(path); err != nil || info.Mode().Perm() != test.want {
				t.Errorf("%s has mode %v, want %v; %v", test.name, info.Mode(), test.want, err)
			}
		}
	}
}

func TestLinksStay(t *testing.T) {
	folder := t.TempDir()
	end := write(t, filepath.Join(folder, "elsewhere", "end"), "old", 0o600)
	link := filepath.Join(folder, "link")
	if err := os.Symlink(end, link); err != nil {
		t.Fatal(err)
	}
	if err := file.Write(link, metrics.NewRegistry(nil).Snapshot(), file.JSON); err != nil {
		t.Fatal(err)
	}
	if info, _ := os.Lstat(link); info.Mode()&os.ModeSymlink == 0 || read(t, end) != "{}\n" {
		t.Errorf("the link is %v, its end holds %q", info.Mode(), read(t, end))
	}
}

func TestARunnerKeepsTheFileUpToDate(t *testing.T) {
	registry := metrics.NewRegistry(nil)
	registry.Counter("hits").Add(7)
	path := filepath.Join(t.TempDir(), "shop.json")
	runner := reporters.Start(registry, file.New(path, nil), &reporters.Options{Logger: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err := runner.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := decode(t, read(t, path)); got["hits"] != 7.0 {
		t.Errorf("the file holds %v", got)
	}
	if h := runner.Health(); h.Captured != 1 || h.Acknowledged != 1 || h.Reporter != "file/"+path {
		t.Errorf("health is %+v", h)
	}
}
