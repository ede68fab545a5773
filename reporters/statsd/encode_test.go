package statsd_test

import (
	"math"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/reporters/statsd"
)

func encode(registry *metrics.Registry, o statsd.Options) reporters.Batch {
	s := registry.Snapshot()
	return statsd.New("localhost:8125", &o).Encode(&reporters.Capture{Tick: time.Unix(10, 0), Total: s, Interval: s})
}

func lines(b reporters.Batch) []string { return slices.Collect(strings.Lines(string(b.Body))) }

func TestEachKind(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		registry := metrics.NewRegistry(nil)
		registry.Counter("hits", metrics.L("route", "/a b"), metrics.L("code", "200")).Add(1<<53 + 1)
		registry.Counter("none")
		registry.Gauge("queue/depth").Set(-0.25)
		registry.Gauge("nothing").Set(math.NaN())
		registry.Text("version").Set("1.2")
		timer := registry.Timer("search")
		timer.Observe(time.Millisecond)
		timer.Start().Fail(os.ErrInvalid)
		registry.Timer("idle")
		state := registry.State("conn")
		state.Set("connecting")
		time.Sleep(2 * time.Second)
		state.Set("up")
		registry.Meter("mails").Mark(20)
		time.Sleep(8 * time.Second)

		etsy := newServer(etsyFormat)
		batch := encode(registry, statsd.Options{Prefix: "app"})
		etsy.take(t, string(batch.Body))
		dog := newServer(dogFormat)
		dog.take(t, string(encode(registry, statsd.Options{Dialect: statsd.DogStatsD}).Body))

		if n := len(lines(batch)) - 1; batch.Points != uint64(n) {
			t.Errorf("%d points, want %d", batch.Points, n)
		}
		checkCounters(t, etsy.counters, map[string]uint64{
			"app.hits.code.200.route._a_b": 1<<53 + 1, "app.mails": 20, "app.search.count": 2, "app.search.errors": 1,
		})
		checkCounters(t, dog.counters, map[string]uint64{
			"hitscode:200,route:/a_b": 1<<53 + 1, "mails": 20, "search.count": 2, "search.errors": 1,
		})
		for name, want := range map[string]float64{"queue.depth": -0.25, "conn.connecting": 2, "conn.up": 8} {
			if etsy.gauges["app."+name] != want || dog.gauges[name] != want {
				t.Errorf("%s is %v and %v, want %v", name, etsy.gauges["app."+name], dog.gauges[name], want)
			}
		}
		series, _ := registry.Snapshot().Get("search")
		for _, stat := range []string{"min", "max", "mean", "stddev", "p50", "p75", "p90", "p95", "p99", "p999", "p9999"} {
			if got, ok := dog.gauges["search."+stat]; !ok || got != series.Stat(stat) {
				t.Errorf("%s is %v, want %v", stat, got, series.Stat(stat))
			}
		}
		if n := len(dog.gauges); n != 1+2+3+11 {
			t.Errorf("%d gauges: %v", n, dog.gauges)
		}
	})
}

func checkCounters(t *testing.T, got, want map[string]uint64) {
	t.Helper()
	for name, n := range want {
		if got[name] != n {
			t.Errorf("%s is %d, want %d", name, got[name], n)
		}
	}
	if len(got) != len(want) {
		t.Errorf("counters %v", got)
	}
}

func TestGauges(t *testing.T) {
	for _, c := range []struct {
		v    float64
		want string
	}{
		{0, "g:0|g\n"}, {math.Copysign(0, -1), "g:0|g\n"}, {1, "g:1|g\n"}, {-5, "g:0|g\ng:-5|g\n"},
		{0.0034, "g:0.0034|g\n"}, {-1e-300, "g:0|g\ng:-1e-300|g\n"}, {math.MaxFloat64, "g:1.7976931348623157e+308|g\n"},
		{math.SmallestNonzeroFloat64, "g:5e-324|g\n"}, {math.Inf(-1), ""}, {math.NaN(), ""},
	} {
		for _, dialect := range []statsd.Dialect{statsd.Etsy, statsd.DogStatsD} {
			registry := metrics.NewRegistry(nil)
			registry.Gauge("g").Set(c.v)
			batch := encode(registry, statsd.Options{Prefix: ".", Dialect: dialect})
			if string(batch.Body) != c.want || (batch.Points == 1) != (c.want != "") {
				t.Errorf("%v in %v: got %d points in %q, want %q", c.v, dialect, batch.Points, batch.Body, c.want)
			}
		}
	}
}

func TestPrefix(t *testing.T) {
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	registry := metrics.NewRegistry(nil)
	registry.Gauge("g").Set(1)
	for _, c := range []struct {
		dialect      statsd.Dialect
		prefix, want string
	}{
		{statsd.Etsy, "", strings.ReplaceAll(host, ".", "_") + ".g"},
		{statsd.DogStatsD, "", "g"},
		{statsd.Etsy, ".", "g"},
		{statsd.Etsy, "prod.web-1", "prod.web-1.g"},
		{statsd.DogStatsD, "prod.web-1", "prod.web_1.g"},
		{statsd.DogStatsD, "1st", "x1st.g"},
	} {
		name, _, _ := strings.Cut(string(encode(registry, statsd.Options{Dialect: c.dialect, Prefix: c.prefix}).Body), ":")
		if name != c.want {
			t.Errorf("prefix %q in %v: got %q, want %q", c.prefix, c.dialect, name, c.want)
		}
	}
}

var marks = regexp.MustCompile(`_[0-9a-f]{16}`)

func TestHostileNames(t *testing.T) {
	for _, c := range []struct {
		name      string
		make      func(*metrics.Registry)
		etsy, dog []string
	}{
		{"forged lines", func(r *metrics.Registry) { r.Counter("a:1|c\nb").Inc() },
			[]string{"a_1_c_b:1|c"}, []string{"a_1_c_b:1|c"}},
		{"forged tags", func(r *metrics.Registry) { r.Counter("a", metrics.L("k|#x", "v,w:x|@0.1\n")).Inc() },
			[]string{"a.k__x.v_w_x__0_1_:1|c"}, []string{"a:1|c|#k__x#:v_w:x__0.1_"}},
		{"forged changes", func(r *metrics.Registry) { r.Gauge("a:-5|g").Set(1) }, []string{"a_-5_g:1|g"}, []string{"a__5_g:1|g"}},
		{"names that become the same", func(r *metrics.Registry) { r.Counter("a b").Inc(); r.Counter("a_b").Inc() },
			[]string{"a_b#:1|c", "a_b:1|c"}, []string{"a_b#:1|c", "a_b:1|c"}},
		{"no letter at the start", func(r *metrics.Registry) { r.Counter("0/_e{1,1}").Inc() },
			[]string{"0._e_1_1_:1|c"}, []string{"x0._e_1_1_:1|c"}},
		{"all scripts", func(r *metrics.Registry) { r.Counter("é", metrics.L("é", "日本\xff\u2028")).Inc() },
			[]string{"_._.____:1|c"}, []string{"x_:1|c|#é:日本__"}},
		{"empty labels", func(r *metrics.Registry) { r.Counter("a", metrics.L("", "")).Inc() },
			[]string{"a._._:1|c"}, []string{"a:1|c|#x#:_"}},
		{"endless labels", func(r *metrics.Registry) { r.Counter("a", metrics.L("k", strings.Repeat("v", 9000))).Inc() },
			[]string{"a.k." + strings.Repeat("v", 200) + "#:1|c"}, []string{"a#:1|c|#k:" + strings.Repeat("v", 120)}},
		{"a counter named as a statistic", func(r *metrics.Registry) {
			r.Meter("web").Mark(0)
			r.Counter("web/m1").Inc()
		}, []string{"web.m1#:1|c", "web.m15:0|g", "web.m1:0|g", "web.m5:0|g"}, []string{"web.m1#:1|c", "web.m15:0|g", "web.m1:0|g", "web.m5:0|g"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			registry := metrics.NewRegistry(nil)
			c.make(registry)
			for dialect, want := range map[statsd.Dialect][]string{statsd.Etsy: c.etsy, statsd.DogStatsD: c.dog} {
				var got []string
				for _, line := range lines(encode(registry, statsd.Options{Prefix: ".", Dialect: dialect})) {
					got = append(got, marks.ReplaceAllString(strings.TrimSuffix(line, "\n"), "#"))
				}
				slices.Sort(got)
				if !slices.Equal(got, want) {
					t.Errorf("%v: got %q, want %q", dialect, got, want)
				}
			}
		})
	}
}
