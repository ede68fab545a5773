package main

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/HdrHistogram/hdrhistogram-go"
)

func TestDumpJSON(t *testing.T) {
	code, out, errs := runIt("dump", recordedBox(t), "--format", "json", "--path", "web")
	var document struct {
		Series []struct {
			Name   string
			Points struct{ Count []*int }
		}
	}
	if err := json.Unmarshal([]byte(out), &document); err != nil || code != exitDone || errs != "" {
		t.Fatal(code, err, errs, out)
	}
	sums := map[string]int{}
	for _, s := range document.Series {
		for _, n := range s.Points.Count {
			if n != nil {
				sums[s.Name] += *n
			}
		}
	}
	if len(sums) != 2 || sums["web/hits"] != 42 || sums["web/took"] != 42 {
		t.Error(sums)
	}
}

func TestDumpCSV(t *testing.T) {
	code, out, errs := runIt("dump", recordedBox(t), "-format=csv", "-range", "1h")
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil || code != exitDone || errs != "" || len(rows) < 4 || rows[0][0] != "time" {
		t.Fatal(code, err, errs, rows)
	}
}

func TestDumpOfEverythingIsTheDefault(t *testing.T) {
	path := recordedBox(t)
	_, whole, _ := runIt("dump", path)
	if code, out, errs := runIt("dump", "-range", "all", path); code != exitDone || errs != "" || out != whole {
		t.Errorf("%d, %q: %s; want %s", code, errs, out, whole)
	}
}

func TestDumpLog(t *testing.T) {
	code, out, errs := runIt("dump", "-format", "hlog", recordedBox(t))
	if code != exitDone || errs != "" {
		t.Fatal(code, errs)
	}
	log := hdrhistogram.NewHistogramLogReader(bufio.NewReader(strings.NewReader(out)))
	sum := int64(0)
	for {
		h, err := log.NextIntervalHistogram()
		if err != nil {
			t.Fatal(err)
		}
		if h == nil {
			break
		}
		if h.Tag() != "web/took" {
			t.Errorf("tag %q", h.Tag())
		}
		sum += h.TotalCount()
	}
	if sum != 42 {
		t.Errorf("%d observations in\n%s", sum, out)
	}
}

func TestDumpErrors(t *testing.T) {
	path := recordedBox(t)
	for want, x := range map[string]struct {
		code int
		args []string
	}{
		"which black box file":       {exitUsage, []string{}},
		`no format "xml"`:            {exitUsage, []string{"-format", "xml", path}},
		"-from: \"then\" is not":     {exitUsage, []string{"-from", "then", path}},
		"-to alone does not say":     {exitUsage, []string{"-to", "2026-01-02T15:04:05Z", path}},
		"-step: \"0\" is not":        {exitUsage, []string{"-step", "0", path}},
		`nothing at the path "none"`: {exitFailed, []string{"-path", "none", path}},
		"no such file":               {exitFailed, []string{path + ".none"}},
	} {
		code, out, errs := runIt(append([]string{"dump"}, x.args...)...)
		if code != x.code || out != "" || !strings.Contains(errs, want) {
			t.Errorf("%q: %d, %q, %q; want %q", x.args, code, out, errs, want)
		}
	}
	text := path + ".txt"
	if err := os.WriteFile(text, []byte("To be, or not to be, that is the question"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := runIt("dump", text); code != exitFailed || !strings.Contains(errs, "not a black box") {
		t.Error(code, errs)
	}
}

func TestDumpOfADamagedBox(t *testing.T) {
	path := recordedBox(t)
	damage(t, path)
	code, out, errs := runIt("dump", path, "-format", "csv")
	if code != exitDone || !strings.Contains(errs, "damaged") || !strings.Contains(out, "web/hits") {
		t.Errorf("%d, %q\n%s", code, errs, out)
	}
	if _, err := os.Stat(path); err != nil {
		t.Error("a file that is only read was set aside:", err)
	}
}
