package hdrlog_test

import (
	"bytes"
	"testing"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/hdrlog"
)

func FuzzLog(f *testing.F) {
	f.Add("web/search", "code", "200", "By", "shop", 1.0)
	f.Add("a b,c\r\n%20", "k=\"{}", "\xff\x00,", "#[BaseTime: 1", "#[StartTime: 1\n\"", 1e-9)
	f.Add("", "", "", "\n", "\n#", -1.0)
	f.Add("\u2028\u00a0\u0085,Tag=", "Tag=", "é ", "", "\r", 1e300)
	f.Fuzz(func(t *testing.T, name, key, value, unit, comment string, v float64) {
		registry := metrics.NewRegistry(nil)
		registry.Histogram(name, metrics.L(key, value), metrics.Unit(unit), metrics.Resolution(1e-3)).Observe(v)
		registry.Histogram(name, metrics.L(key, value+",")).Observe(v)
		registry.Timer(name + "/t").Observe(1)
		snapshot := registry.Snapshot()
		var file bytes.Buffer
		if err := hdrlog.NewWriter(&file, &hdrlog.Options{Comment: comment}).Write(snapshot); err != nil {
			t.Fatal(err)
		}
		want := distributions(snapshot)
		got := read(t, &file)
		if len(got) != len(want) {
			t.Fatalf("read %d lines, want %d", len(got), len(want))
		}
		for i := range want {
			if id := identity(t, got[i].Tag()); id != want[i].ID() {
				t.Errorf("tag %q is %s, want %s", got[i].Tag(), id, want[i].ID())
			}
			if !got[i].Equals(want[i].Dist.HdrHistogram()) || got[i].StartTimeMs() != snapshot.Start.UnixMilli() {
				t.Errorf("%s reads back otherwise", want[i].ID())
			}
		}
	})
}
