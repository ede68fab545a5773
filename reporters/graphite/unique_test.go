package graphite_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/reporters/graphite"
)

var (
	marks    = regexp.MustCompile(`_[0-9a-f]{16}(\.|$)`)
	tagMarks = regexp.MustCompile(`_[0-9a-f]{16}(\.|;|=|$)`)
)

// names returns what a registry's series are called, with hash suffixes replaced by "#", and the collisions.
func names(t testing.TB, registry *metrics.Registry) (names []string, collisions int) {
	t.Helper()
	s := registry.Snapshot()
	b := graphite.New("", &graphite.Options{Prefix: "."}).Encode(&reporters.Capture{Tick: time.Unix(0, 0), Total: s, Interval: s})
	for line := range strings.Lines(string(b.Body)) {
		names = append(names, parse(t, line).name)
	}
	slices.Sort(names)
	if unique := slices.Compact(slices.Clone(names)); len(unique) != len(names) {
		t.Errorf("names are not unique: %q", names)
	}
	for i := range names {
		names[i] = marks.ReplaceAllString(names[i], "#$1")
	}
	return names, b.Collisions
}

func TestNamesAreSanitisedAndKeptApart(t *testing.T) {
	gauges := func(names ...string) func(*metrics.Registry) {
		return func(r *metrics.Registry) {
			for _, n := range names {
				r.Gauge(n)
			}
		}
	}
	for _, c := range []struct {
		name       string
		make       func(*metrics.Registry)
		want       []string
		collisions int
	}{
		{"plain", gauges("web/search-2/A_b:c"), []string{"web.search-2.A_b:c"}, 0},
		{"changed", gauges("a b/c\nd.e;f=g,h\"\x00/é\xff"), []string{"a_b.c_d_e_f_g_h__.__"}, 0},
		{"the unchanged one keeps its name", gauges("a b", "a_b", "a.b"), []string{"a_b", "a_b#", "a_b#"}, 2},
		{"none is unchanged", gauges("a b", "a.b"), []string{"a_b#", "a_b#"}, 2},
		{"path and labels", func(r *metrics.Registry) {
			r.Gauge("a/k/v")
			r.Gauge("a", metrics.L("k", "v"))
		}, []string{"a.k.v", "a.k.v#"}, 1},
		{"empty labels", func(r *metrics.Registry) {
			r.Gauge("a", metrics.L("", ""))
			r.Gauge("a", metrics.L("k", ""))
		}, []string{"a._._", "a.k._"}, 0},
		{"a gauge named as a statistic", func(r *metrics.Registry) {
			r.Timer("web")
			r.Gauge("web/p99")
			r.Gauge("web/slow")
		}, []string{"web.count", "web.errors", "web.p99#", "web.rate", "web.slow"}, 1},
		{"a statistic of another kind", func(r *metrics.Registry) {
			r.Counter("web")
			r.Gauge("web/p99")
			r.Gauge("web/count")
		}, []string{"web.count", "web.count#", "web.p99"}, 1},
		{"a gauge below a state", func(r *metrics.Registry) {
			r.State("conn").Set("up")
			r.Gauge("conn/up")
			r.Gauge("conn/x/up")
		}, []string{"conn.up", "conn.up#", "conn.x.up"}, 1},
		{"states", func(r *metrics.Registry) {
			s := r.State("conn")
			for _, state := range []string{"a b", "a_b", "", "a.b", "_0123456789abcdef", strings.Repeat("s", 300)} {
				s.Set(state)
			}
		}, []string{"conn._", "conn._0123456789abcdef#", "conn.a_b", "conn.a_b#", "conn.a_b#", "conn." + strings.Repeat("s", 200) + "#"}, 2},
		{"what looks like a suffix gets one", gauges("a_0123456789abcdef"), []string{"a_0123456789abcdef#"}, 0},
		{"almost a suffix", gauges("a_0123456789abcdeF", "a-0123456789abcdef"), []string{"a-0123456789abcdef", "a_0123456789abcdeF"}, 0},
		{"a long component", gauges(strings.Repeat("x", 10_000)), []string{strings.Repeat("x", 200) + "#"}, 0},
		{"just short enough", gauges(strings.Repeat("x", 200)), []string{strings.Repeat("x", 200)}, 0},
		{"a deep path", gauges(strings.Repeat("x/", 5000)), []string{strings.Repeat("x.", 999) + "x#"}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			registry := metrics.NewRegistry(nil)
			c.make(registry)
			got, collisions := names(t, registry)
			if !slices.Equal(got, c.want) || collisions != c.collisions {
				t.Errorf("got %q with %d collisions, want %q with %d", got, collisions, c.want, c.collisions)
			}
		})
	}
}

// A suffix depends on the series alone: not on the order or on which other series there are.
func TestSuffixesAreStable(t *testing.T) {
	suffixed := func(others ...string) string {
		registry := metrics.NewRegistry(nil)
		for _, o := range append(others, "a b") {
			registry.Gauge(o).Set(1)
		}
		registry.Gauge("a b").Set(42)
		for _, line := range encode(t, registry, ".") {
			if p := parse(t, line); p.value == 42 {
				return p.name
			}
		}
		return ""
	}
	// The first 16 digits of SHA-256 of the series' ID, "a b".
	const want = "a_b_c8687a08aa5d6ed2"
	for _, others := range [][]string{{"a_b"}, {"a.b", "a,b", "a_b"}, {"a,b", "c"}} {
		if got := suffixed(others...); got != want {
			t.Errorf("beside %q: got %q, want %q", others, got, want)
		}
	}
	if got := suffixed("c"); got != "a_b" {
		t.Errorf("without a collision: got %q", got)
	}
}

// A name made to equal another's suffixed name does not.
func TestNamesCannotBeForged(t *testing.T) {
	registry := metrics.NewRegistry(nil)
	for _, n := range []string{"a b", "a_b"} {
		registry.Gauge(n)
	}
	for _, line := range encode(t, registry, ".") {
		registry.Gauge(parse(t, line).name)
	}
	registry.Timer(strings.Fields(encode(t, registry, ".")[1])[0] + "/x")
	names(t, registry)
}

func TestTwoLongNamesStayApart(t *testing.T) {
	registry := metrics.NewRegistry(nil)
	for i := range 100 {
		registry.Gauge(fmt.Sprintf("%s/%d", strings.Repeat("long", 1000), i), metrics.L("k", strings.Repeat("y", 5000+i)))
	}
	got, _ := names(t, registry)
	if len(got) != 100 {
		t.Errorf("%d names of 100", len(got))
	}
}
