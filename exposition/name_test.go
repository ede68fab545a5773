package exposition_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/exposition"
)

// one is a snapshot of single series without labels.
func one(series ...metrics.Series) *metrics.Snapshot { return &metrics.Snapshot{Series: series} }

// familyNames are the names on the TYPE lines, with their types.
func familyNames(t testing.TB, s *metrics.Snapshot, f exposition.Format) []string {
	t.Helper()
	families, err := parse(encode(t, s, f, nil), f.Syntax == exposition.OpenMetrics100)
	if err != nil {
		t.Fatalf("%v: %v", f, err)
	}
	var names []string
	for _, f := range families {
		names = append(names, strings.TrimSpace(fmt.Sprint(f.name, " ", f.typ, " ", f.unit)))
	}
	return names
}

func TestNames(t *testing.T) {
	const counter, gauge, timer, histogram = metrics.KindCounter, metrics.KindGauge, metrics.KindTimer, metrics.KindHistogram
	tests := []struct {
		name, unit string
		kind       metrics.Kind
		want       string // in OpenMetrics, without the last families of timers and histograms
	}{
		{"web/hits", "", counter, "web_hits counter"},
		{"web/hits_total", "", counter, "web_hits counter"},
		{"web/total", "", metrics.KindMeter, "web counter"},
		{"total", "", counter, "total counter"},
		{"_total", "", counter, "x_total counter"},
		{"disk/read", "By", counter, "disk_read_bytes counter bytes"},
		{"disk/read_bytes_total", "By", counter, "disk_read_bytes counter bytes"},
		{"bytes", "By", counter, "bytes counter"},
		{"load", "1", gauge, "load gauge"},
		{"load", "%", gauge, "load_percent gauge percent"},
		{"speed", "By/s", gauge, "speed_bytes_per_second gauge bytes_per_second"},
		{"speed", "{request}/s", gauge, "speed_per_second gauge per_second"},
		{"queue", "{request}", gauge, "queue gauge"},
		{"queue", "red apples", gauge, "queue_red_apples gauge red_apples"},
		{"queue", "}{", gauge, "queue gauge"},
		{"room", "Cel", gauge, "room_celsius gauge celsius"},
		{"wait", "ms", gauge, "wait_milliseconds gauge milliseconds"},
		{"web/search", "s", timer, "web_search_seconds histogram seconds"},
		{"web/search_seconds", "s", timer, "web_search_seconds histogram seconds"},
		{"seconds", "s", timer, "seconds histogram"},
		{"web/size", "By", histogram, "web_size_bytes histogram bytes"},
		{"web/rows", "", histogram, "web_rows histogram"},
		{"build_info", "", metrics.KindText, "build info"},
		{"build", "By", metrics.KindText, "build info"},
		{"a:b", "", gauge, "a_b gauge"},
		{"_a", "", gauge, "x_a gauge"},
		{"", "", gauge, "unnamed gauge"},
		{"404", "", gauge, "x_04 gauge"},
	}
	for _, test := range tests {
		got := familyNames(t, one(metrics.Series{Name: test.name, Unit: test.unit, Kind: test.kind}), openMetrics)
		if len(got) == 0 && test.kind == metrics.KindText {
			t.Fatal("no text")
		}
		if len(got) == 0 || got[0] != test.want {
			t.Errorf("%v %q in %q: got %q, want %q", test.kind, test.name, test.unit, got, test.want)
		}
	}
}

func TestFamilies(t *testing.T) {
	r := metrics.NewRegistry(nil)
	r.Timer("web/search_seconds").Observe(1)
	r.Histogram("web/size_bytes", metrics.Unit("By")).Observe(1)
	want := []string{
		"web_search_seconds histogram", "web_search_max_seconds gauge", "web_search_errors_total counter",
		"web_size_bytes histogram", "web_size_max_bytes gauge", "web_size_clamped_total counter", "web_size_rejected_total counter",
	}
	if got := familyNames(t, r.Snapshot(), text); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestEscaping(t *testing.T) {
	tests := []struct {
		name string
		want [4]string // underscores, dots, values, UTF-8
	}{
		{"web/a.b", [4]string{"web_a_b", "web__a_dot_b", "U__web__a_2e_b", "web_a.b"}},
		{"a_b", [4]string{"a_b", "a_b", "a_b", "a_b"}},
		{"é \"\\\n", [4]string{"x_____", "x__________", "U___e9__20__22__5c__a_", "é \"\\\n"}},
		{"1a", [4]string{"x_a", "x__a", "U___31_a", "1a"}},
		{"\xff", [4]string{"x_ff", "x__ff", "U___fffd_ff", "\uFFFDff"}},
		{"a\x00", [4]string{"a_00", "a__00", "U__a_fffd_00", "a\uFFFD00"}},
		{"a\uFFFD00", [4]string{"a_ef_bf_bd00", "a__ef__bf__bd00", "U__a_fffd_ef_fffd_bf_fffd_bd00", "a\uFFFDef\uFFFDbf\uFFFDbd00"}},
		{strings.Repeat("x.", 5000), [4]string{
			strings.Repeat("x_", 5000), strings.Repeat("x_dot_", 5000),
			"U__" + strings.Repeat("x_2e_", 5000), strings.Repeat("x.", 5000),
		}},
	}
	for _, test := range tests {
		for _, f := range allFormats() {
			s := one(metrics.Series{Name: test.name, Kind: metrics.KindGauge})
			want := test.want[f.Escaping] + " gauge"
			if got := familyNames(t, s, f); len(got) != 1 || got[0] != want {
				t.Errorf("%.40q, %v: got %.80q, want %.80q", test.name, f, got, want)
			}
		}
	}
}

// Suffixes that the type demands stay where a parser looks for them, whatever happens to the name.
func TestEscapedSuffixes(t *testing.T) {
	r := metrics.NewRegistry(nil)
	r.Counter("a.b").Inc()
	r.Timer("a.c")
	r.Text("a.d").Set("x")
	for _, f := range allFormats() {
		if _, err := parse(encode(t, r.Snapshot(), f, nil), f.Syntax == exposition.OpenMetrics100); err != nil {
			t.Errorf("%v: %v", f, err)
		}
	}
}

func TestNamesThatMeet(t *testing.T) {
	counter := func(name string) metrics.Series { return metrics.Series{Name: name, Kind: metrics.KindCounter} }
	gauge := func(name string) metrics.Series { return metrics.Series{Name: name, Kind: metrics.KindGauge} }
	timer := func(name string) metrics.Series {
		return metrics.Series{Name: name, Kind: metrics.KindTimer, Unit: "s"}
	}
	tests := []struct {
		about  string
		series []metrics.Series
		want   []string // sample names, in order of appearance
	}{
		{"the legal name stays", []metrics.Series{counter("a/b"), counter("a_b")}, []string{"a_b_265be86b_total", "a_b_total"}},
		{"no name is better", []metrics.Series{counter("a.b"), counter("a/b")}, []string{"a_b_4459d90e_total", "a_b_265be86b_total"}},
		{"a counter and a gauge are one family in OpenMetrics", []metrics.Series{counter("a/b"), gauge("a_b")}, []string{"a_b_265be86b_total", "a_b"}},
		{"a gauge like a counter's sample", []metrics.Series{counter("a"), gauge("a/total")}, []string{"a_total", "a_total_f6077ece"}},
		{"a gauge that OpenMetrics would take for a counter's creation", []metrics.Series{counter("a"), gauge("a/created")}, []string{"a_total", "a_created_3a1b8124"}},
		{"what is derived gives way", []metrics.Series{timer("a"), counter("a/errors")}, []string{
			"a_seconds_bucket", "a_seconds_sum", "a_seconds_count", "a_errors_ede53f1c_total", "a_errors_total",
		}},
		{"a gauge like a histogram's sample", []metrics.Series{timer("a"), gauge("a/seconds/count")}, []string{
			"a_seconds_bucket", "a_seconds_sum", "a_seconds_count", "a_errors_total", "a_seconds_count_3d9ca121",
		}},
		{"an invented name never pushes a given one aside", []metrics.Series{counter("a/b"), counter("a_b"), counter("a_b_265be86b")}, []string{
			"a_b_88c4e8aa_total", "a_b_total", "a_b_265be86b_total",
		}},
	}
	for _, test := range tests {
		t.Run(test.about, func(t *testing.T) {
			for _, f := range []exposition.Format{text, openMetrics} {
				var got []string
				for _, line := range samples(t, one(test.series...), f) {
					name := line[:strings.IndexAny(line, " {")]
					if !slices.Contains(got, name) {
						got = append(got, name)
					}
				}
				if !slices.Equal(got, test.want) {
					t.Errorf("%v: got %q, want %q", f, got, test.want)
				}
			}
		})
	}
}

// The suffix depends on the name alone, not on the order of series nor on how many there are.
func TestSuffixIsStable(t *testing.T) {
	var series []metrics.Series
	for _, name := range []string{"a/b", "a.b", "a b", "a-b", "a_b"} {
		series = append(series, metrics.Series{Name: name, Kind: metrics.KindCounter, Count: uint64(len(series))})
	}
	want := samples(t, one(series...), text)
	slices.Sort(want)
	for range 20 {
		rand.Shuffle(len(series), func(i, j int) { series[i], series[j] = series[j], series[i] })
		got := samples(t, one(series...), text)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("got %q, want %q", got, want)
		}
	}
	for _, line := range samples(t, one(series[:3]...), text) {
		if name, _, _ := strings.Cut(line, " "); !strings.Contains(strings.Join(want, "\n"), name) {
			t.Errorf("%q is called otherwise among others: %q", name, want)
		}
	}
}

func TestRenamed(t *testing.T) {
	r := metrics.NewRegistry(nil)
	r.Counter("a/b", metrics.Help("some")).Inc()
	r.Counter("a.b").Inc()
	e := exposition.NewEncoder(nil)
	if n := e.Renamed(r.Snapshot(), text); n != 2 {
		t.Errorf("%d renamed, want 2", n)
	}
	if n := e.Renamed(r.Snapshot(), utf8Names); n != 0 {
		t.Errorf("%d renamed in UTF-8, want 0", n)
	}
	if n := e.Renamed(r.Snapshot(), exposition.Format{Syntax: 9}); n != 0 {
		t.Errorf("%d renamed in no format", n)
	}
	if got := encode(t, r.Snapshot(), text, nil); !strings.Contains(got, " some [a/b]\n") {
		t.Errorf("help does not tell the original name:\n%s", got)
	}
}
