package exposition_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/exposition"
)

var update = flag.Bool("update", false, "write the golden files anew; then read the difference")

// program is a snapshot as a usual program gives it, with every kind of instrument.
func program() *metrics.Snapshot {
	r := metrics.NewRegistry(nil)
	r.Text("build", metrics.Help("version of the program")).Set(`v1.4.0 "binnacle"`)
	r.Counter("cache/written", metrics.Unit("By"), metrics.Help("bytes written to the cache")).Add(1<<53 + 1)
	r.State("db/connection", metrics.Help("connection to the database")).Set("up")
	r.Gauge("queue/length").Set(17)
	r.Gauge("queue/load", metrics.Unit("1")).Set(0.25)
	r.Meter("web/logins").Mark(42)
	requests := r.TimerVec("web/request", []string{"route", "class"}, metrics.Help("time to answer"))
	fast := requests.With("GET /{id}", "2xx")
	for _, d := range []time.Duration{90 * time.Microsecond, time.Millisecond, 3 * time.Millisecond, 3 * time.Second} {
		fast.Observe(d)
	}
	requests.With("", "4xx")
	size := r.Histogram("web/size", metrics.Unit("By"), metrics.Help("size of answers"))
	size.Observe(100)
	size.Observe(5000)
	s := r.Snapshot()
	for i := range s.Series {
		if x := &s.Series[i]; x.Kind == metrics.KindState {
			x.States = []metrics.StateTime{{State: "connecting", Time: 1500 * time.Millisecond}, {State: "up", Time: time.Hour, Current: true}}
		}
	}
	return s
}

// odd is a snapshot of names that need care.
func odd() *metrics.Snapshot {
	r := metrics.NewRegistry(nil)
	r.Counter("a/b", metrics.Help("a slash")).Inc()
	r.Counter("a.b", metrics.Help("a dot,\na line and a \\")).Inc()
	r.Counter("a_b", metrics.Help(`"plain"`)).Inc()
	r.Gauge("héllo wörld", metrics.Unit("By"), metrics.L("ключ", "значение"), metrics.L("__name__", "x")).Set(1)
	r.Gauge("\xff\x00", metrics.L("", "no key")).Set(2)
	r.Text("line\nbreak", metrics.L("value", "mine")).Set("two\nlines \"quoted\" \\ \xff")
	return r.Snapshot()
}

func TestGolden(t *testing.T) {
	tests := []struct {
		file     string
		snapshot *metrics.Snapshot
		format   exposition.Format
	}{
		{"program.prom", program(), text},
		{"program.om", program(), openMetrics},
		{"odd.prom", odd(), text},
		{"odd.dots.prom", odd(), exposition.Format{Escaping: exposition.Dots}},
		{"odd.values.om", odd(), exposition.Format{Syntax: exposition.OpenMetrics100, Escaping: exposition.Values}},
		{"odd.utf8.om", odd(), utf8Names},
	}
	for _, test := range tests {
		got := encode(t, test.snapshot, test.format, nil)
		path := filepath.Join("testdata", test.file)
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s: got\n%s", test.file, got)
		}
	}
}
