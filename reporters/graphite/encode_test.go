package graphite_test

import (
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/reporters/graphite"
)

// encode returns the lines for a registry's snapshot, taken as the interval that ends at second 1700000000.
func encode(t testing.TB, registry *metrics.Registry, prefix string) []string {
	t.Helper()
	s := registry.Snapshot()
	b := graphite.New("localhost:2003", &graphite.Options{Prefix: prefix}).
		Encode(&reporters.Capture{Tick: time.Unix(1700000000, 999), Total: s, Interval: s})
	lines := strings.SplitAfter(string(b.Body), "\n")
	lines = lines[:len(lines)-1]
	if uint64(len(lines)) != b.Points {
		t.Errorf("%d points, but %d lines", b.Points, len(lines))
	}
	return lines
}

func TestEachKind(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		registry := metrics.NewRegistry(nil)
		registry.Counter("hits", metrics.L("route", "/"), metrics.L("code", "200")).Add(1<<53 + 1)
		registry.Gauge("queue/depth").Set(-0.25)
		registry.Gauge("nothing").Set(math.NaN())
		registry.Text("version").Set("1.2")
		timer := registry.Timer("search")
		registry.Timer("idle")
		registry.Histogram("size", metrics.Unit("By")).Observe(100)
		meter := registry.Meter("mails")
		state := registry.State("conn")
		state.Set("connecting")
		time.Sleep(2 * time.Second)
		state.Set("up")
		timer.Observe(3400 * time.Microsecond)
		meter.Mark(20)
		time.Sleep(8 * time.Second)
		want := strings.SplitAfter(strings.TrimLeft(`
app.conn.connecting 2 1700000000
app.conn.up 8 1700000000
app.hits.code.200.route._.count 9007199254740993 1700000000
app.idle.count 0 1700000000
app.idle.errors 0 1700000000
app.idle.rate 0 1700000000
app.mails.count 20 1700000000
app.mails.rate 2 1700000000
`, "\n"), "\n")
		got := encode(t, registry, "app")
		for _, line := range want[:len(want)-1] {
			if !slices.Contains(got, line) {
				t.Errorf("%q is missing", line)
			}
		}
		wantNames := []string{"app.conn.connecting", "app.conn.up", "app.hits.code.200.route._.count"}
		dist := []string{"min", "max", "mean", "stddev", "p50", "p75", "p90", "p95", "p99", "p999", "p9999"}
		wantNames = append(wantNames, below("app.idle", "count", "errors", "rate")...)
		wantNames = append(wantNames, below("app.mails", "count", "rate", "m1", "m5", "m15")...)
		wantNames = append(wantNames, "app.queue.depth")
		wantNames = append(wantNames, below("app.search", append([]string{"count", "errors", "rate"}, dist...)...)...)
		wantNames = append(wantNames, below("app.size", append([]string{"count", "rate"}, dist...)...)...)
		var gotNames []string
		for _, line := range got {
			gotNames = append(gotNames, parse(t, line).name)
		}
		if !slices.Equal(gotNames, wantNames) {
			t.Errorf("got names\n%q, want\n%q", gotNames, wantNames)
		}
	})
}

func below(name string, stats ...string) (names []string) {
	for _, s := range stats {
		names = append(names, name+"."+s)
	}
	return names
}

func TestStatisticsAreThoseOfTheInterval(t *testing.T) {
	registry := metrics.NewRegistry(nil)
	timer := registry.Timer("search", metrics.Digits(3))
	timer.Observe(time.Hour)
	before := registry.Snapshot()
	for range 100 {
		timer.Observe(5 * time.Millisecond)
	}
	now := registry.Snapshot()
	b := graphite.New("", &graphite.Options{Prefix: "."}).
		Encode(&reporters.Capture{Tick: time.Unix(10, 0), Total: now, Interval: now.Since(before)})
	interval := now.Since(before)
	for line := range strings.Lines(string(b.Body)) {
		p := parse(t, line)
		stat := strings.TrimPrefix(p.name, "search.")
		if stat == "rate" {
			continue
		}
		if want := interval.Series[0].Stat(stat); p.value != want {
			t.Errorf("%s is %v, want %v", stat, p.value, want)
		}
		if p.value > 100 {
			t.Errorf("%s is %v: not of the interval", stat, p.value)
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		v    float64
		want string
	}{
		{0, "0"}, {math.Copysign(0, -1), "-0"}, {1, "1"}, {-42, "-42"}, {0.0034, "0.0034"}, {1.0 / 3, "0.3333333333333333"},
		{123456789, "123456789"}, {1 << 53, "9007199254740992"}, {1e20, "100000000000000000000"}, {1e21, "1e+21"},
		{1e-6, "0.000001"}, {1.5e-7, "1.5e-07"}, {math.MaxFloat64, "1.7976931348623157e+308"},
		{math.SmallestNonzeroFloat64, "5e-324"}, {-1e300, "-1e+300"},
	} {
		registry := metrics.NewRegistry(nil)
		registry.Gauge("g").Set(c.v)
		if got, want := encode(t, registry, ".")[0], "g "+c.want+" 1700000000\n"; got != want {
			t.Errorf("%v: got %q, want %q", c.v, got, want)
		}
	}
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		registry := metrics.NewRegistry(nil)
		registry.Gauge("g").Set(v)
		if got := encode(t, registry, "."); len(got) != 0 {
			t.Errorf("%v: got %q", v, got)
		}
	}
}

func TestPrefix(t *testing.T) {
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ prefix, want string }{
		{"", strings.ReplaceAll(host, ".", "_") + ".g"},
		{".", "g"},
		{"prod.web-1", "prod.web-1.g"},
		{"prod..web 1.", "prod.web_1.g"},
		{"a b/c", "a_b_c.g"},
	} {
		registry := metrics.NewRegistry(nil)
		registry.Gauge("g")
		if got := parse(t, encode(t, registry, c.prefix)[0]).name; got != c.want {
			t.Errorf("prefix %q: got %q, want %q", c.prefix, got, c.want)
		}
	}
	registry := metrics.NewRegistry(nil)
	registry.Gauge("g")
	long := encode(t, registry, strings.Repeat("x.", 10000))[0]
	if name := parse(t, long).name; len(name) > 1000 || !strings.HasSuffix(name, ".g") {
		t.Errorf("an endless prefix gives %q", name)
	}
}
