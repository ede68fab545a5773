package exposition_test

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/exposition"
)

var (
	text        = exposition.Format{}
	openMetrics = exposition.Format{Syntax: exposition.OpenMetrics100}
	utf8Names   = exposition.Format{Syntax: exposition.OpenMetrics100, Escaping: exposition.AllowUTF8}
)

func allFormats() []exposition.Format {
	var all []exposition.Format
	for _, s := range []exposition.Syntax{exposition.Text004, exposition.OpenMetrics100} {
		for _, e := range []exposition.Escaping{exposition.Underscores, exposition.Dots, exposition.Values, exposition.AllowUTF8} {
			all = append(all, exposition.Format{Syntax: s, Escaping: e})
		}
	}
	return all
}

func encode(t testing.TB, s *metrics.Snapshot, f exposition.Format, o *exposition.Options) string {
	t.Helper()
	var b strings.Builder
	if err := exposition.NewEncoder(o).Encode(&b, s, f); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// samples returns the sample lines alone.
func samples(t testing.TB, s *metrics.Snapshot, f exposition.Format) []string {
	t.Helper()
	var out []string
	for line := range strings.Lines(encode(t, s, f, nil)) {
		if !strings.HasPrefix(line, "#") {
			out = append(out, strings.TrimSuffix(line, "\n"))
		}
	}
	return out
}

func TestSamples(t *testing.T) {
	tests := []struct {
		about    string
		register func(*metrics.Registry)
		text     []string
		open     []string // nil: as in text
	}{
		{"a count beyond the integers of floats is exact",
			func(r *metrics.Registry) { r.Counter("hits").Add(1<<53 + 1) },
			[]string{"hits_total 9007199254740993"}, nil},
		{"the largest count is exact",
			func(r *metrics.Registry) { r.Meter("hits").Mark(math.MaxUint64) },
			[]string{"hits_total 18446744073709551615"}, nil},
		{"gauges are floats",
			func(r *metrics.Registry) { r.Gauge("load").Set(17) },
			[]string{"load 17"}, []string{"load 17.0"}},
		{"small and large numbers",
			func(r *metrics.Registry) { r.Gauge("a").Set(-1e-9); r.Gauge("b").Set(1e6) },
			[]string{"a -1e-09", "b 1e+06"}, nil},
		{"no value, no sample",
			func(r *metrics.Registry) {
				r.Gauge("a").Set(math.NaN())
				r.GaugeFunc("b", func() float64 { panic("broken") })
				r.TextFunc("c", func() string { panic("broken") })
				r.State("d")
			}, nil, nil},
		{"an empty text is a text",
			func(r *metrics.Registry) { r.Text("leader") },
			[]string{`leader_info{value=""} 1`}, nil},
		{"label values are escaped",
			func(r *metrics.Registry) { r.Counter("x", metrics.L("k", "a\"b\\c\nd\x00é")).Inc() },
			[]string{`x_total{k="a\"b\\c\nd` + "\x00é" + `"} 1`}, nil},
		{"bytes that are no UTF-8 stay different",
			func(r *metrics.Registry) {
				r.Counter("x", metrics.L("k", "\xe9")).Inc()
				r.Counter("x", metrics.L("k", "\xea")).Inc()
				r.Counter("x", metrics.L("k", "\uFFFDe9")).Inc()
				r.Counter("x", metrics.L("k", "\uFFFD")).Inc()
			},
			[]string{
				`x_total{k="` + "\uFFFDe9" + `"} 1`, `x_total{k="` + "\uFFFDea" + `"} 1`,
				`x_total{k="` + "\uFFFD" + `"} 1`, `x_total{k="` + "\uFFFDef\uFFFDbf\uFFFDbde9" + `"} 1`,
			}, nil},
		{"an empty value beside no label is marked",
			func(r *metrics.Registry) {
				r.Counter("x").Inc()
				r.Counter("x", metrics.L("k", "")).Inc()
				r.Counter("x", metrics.L("k", "a"), metrics.L("l", "")).Inc()
			},
			[]string{`x_total 1`, `x_total{k="` + "\uFFFD00" + `"} 1`, `x_total{k="a",l=""} 1`}, nil},
		{"an empty value among others is empty",
			func(r *metrics.Registry) {
				r.Counter("x", metrics.L("k", "")).Inc()
				r.Counter("x", metrics.L("k", "a")).Inc()
			},
			[]string{`x_total{k=""} 1`, `x_total{k="a"} 1`}, nil},
		{"label keys that are not legal",
			func(r *metrics.Registry) { r.Counter("x", metrics.L("a.b", "1"), metrics.L("__name__", "2")).Inc() },
			[]string{`x_total{x__name__="2",a_b="1"} 1`}, nil},
		{"label keys that become the same",
			func(r *metrics.Registry) {
				r.Counter("x", metrics.L("a.b", "1"), metrics.L("a_b", "2"), metrics.L("a:b", "3")).Inc()
			},
			[]string{`x_total{a_b_6541e264="1",a_b_5d2553b8="3",a_b="2"} 1`}, nil},
		{"own labels go first",
			func(r *metrics.Registry) { r.Text("x", metrics.L("value", "1"), metrics.L("le", "2")).Set("t") },
			[]string{`x_info{le="2",exported_value="1",value="t"} 1`}, nil},
	}
	for _, test := range tests {
		t.Run(test.about, func(t *testing.T) {
			r := metrics.NewRegistry(nil)
			test.register(r)
			if got := samples(t, r.Snapshot(), text); !slices.Equal(got, test.text) {
				t.Errorf("text:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(test.text, "\n"))
			}
			if test.open == nil {
				test.open = test.text
			}
			if got := samples(t, r.Snapshot(), openMetrics); !slices.Equal(got, test.open) {
				t.Errorf("OpenMetrics:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(test.open, "\n"))
			}
		})
	}
}

func TestState(t *testing.T) {
	s := &metrics.Snapshot{Series: []metrics.Series{{
		Name: "db/conn", Kind: metrics.KindState, Labels: []metrics.Label{{Key: "db_conn", Value: "x"}, {Key: "state", Value: "y"}},
		States: []metrics.StateTime{{State: "up", Time: 90 * time.Second}, {State: "down", Time: time.Millisecond, Current: true}},
	}}}
	want := `# TYPE db_conn stateset
# HELP db_conn state db/conn
db_conn{exported_db_conn="x",exported_state="y",db_conn="up"} 0
db_conn{exported_db_conn="x",exported_state="y",db_conn="down"} 1
# TYPE db_conn_seconds counter
# UNIT db_conn_seconds seconds
# HELP db_conn_seconds state db/conn (time in each state)
db_conn_seconds_total{exported_db_conn="x",exported_state="y",state="up"} 90.0
db_conn_seconds_total{exported_db_conn="x",exported_state="y",state="down"} 0.001
# EOF
`
	if got := encode(t, s, openMetrics, nil); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// A family whose series have several kinds or units, as a rollup may, is written as several.
func TestMixedKinds(t *testing.T) {
	s := &metrics.Snapshot{Series: []metrics.Series{
		{Name: "all", Kind: metrics.KindCounter, Labels: []metrics.Label{{Key: "a", Value: "1"}}, Count: 1},
		{Name: "all", Kind: metrics.KindGauge, Labels: []metrics.Label{{Key: "a", Value: "2"}}, Value: 2},
		{Name: "all", Kind: metrics.KindCounter, Unit: "By", Labels: []metrics.Label{{Key: "a", Value: "3"}}, Count: 3},
		{Name: "all", Kind: metrics.KindCounter, Labels: []metrics.Label{{Key: "a", Value: "4"}}, Count: 4},
	}}
	families, err := parse(encode(t, s, openMetrics, nil), true)
	if err != nil {
		t.Fatal(err)
	}
	if len(families) != 3 || len(families[0].samples) != 2 {
		t.Errorf("got %+v", families)
	}
}

func TestSteadyStateAllocatesNothing(t *testing.T) {
	s := mixed(1000).Snapshot()
	for _, f := range allFormats() {
		e := exposition.NewEncoder(nil)
		run := func() {
			if err := e.Encode(io.Discard, s, f); err != nil {
				t.Fatal(err)
			}
		}
		run()
		if n := testing.AllocsPerRun(20, run); n != 0 {
			t.Errorf("%v: %v allocations", f, n)
		}
	}
}

func TestConcurrentUse(t *testing.T) {
	e := exposition.NewEncoder(nil)
	snapshots := []*metrics.Snapshot{mixed(500).Snapshot(), mixed(900).Snapshot()}
	want := []string{encode(t, snapshots[0], text, nil), encode(t, snapshots[1], text, nil)}
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			for range 10 {
				var b strings.Builder
				if err := e.Encode(&b, snapshots[i%2], text); err != nil || b.String() != want[i%2] {
					t.Errorf("encoding differs (error %v)", err)
				}
			}
		})
	}
	group.Wait()
}

// brokenWriter fails after some bytes.
type brokenWriter struct{ left int }

var errBroken = errors.New("broken pipe")

func (w *brokenWriter) Write(b []byte) (int, error) {
	if w.left -= len(b); w.left < 0 {
		return 0, errBroken
	}
	return len(b), nil
}

func TestErrors(t *testing.T) {
	s := mixed(2000).Snapshot()
	e := exposition.NewEncoder(nil)
	for _, n := range []int{0, 100_000} {
		if err := e.Encode(&brokenWriter{n}, s, text); !errors.Is(err, errBroken) {
			t.Errorf("after %d bytes: %v", n, err)
		}
	}
	for _, f := range []exposition.Format{{Syntax: 2}, {Escaping: 4}} {
		if err := e.Encode(io.Discard, s, f); err == nil {
			t.Errorf("%+v: no error", f)
		}
		if got := fmt.Sprint(f.Syntax, f.Escaping); !strings.Contains(got, "unknown") {
			t.Errorf("%+v is called %q", f, got)
		}
	}
}
