package graphite_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/reporters/graphite"
)

// tagged returns what a registry's series are called, with hash suffixes replaced by "#", and the collisions.
func tagged(t testing.TB, registry *metrics.Registry) (names []string, collisions int) {
	t.Helper()
	s := registry.Snapshot()
	b := graphite.New("", &graphite.Options{Prefix: ".", Tags: true}).
		Encode(&reporters.Capture{Tick: time.Unix(0, 0), Total: s, Interval: s})
	for line := range strings.Lines(string(b.Body)) {
		p := parseTagged(t, line)
		names = append(names, p.name)
	}
	if unique := slices.Compact(slices.Sorted(slices.Values(names))); len(unique) != len(names) {
		t.Errorf("names are not unique: %q", names)
	}
	for i := range names {
		names[i] = tagMarks.ReplaceAllString(names[i], "#$1")
	}
	slices.Sort(names)
	return names, b.Collisions
}

func TestTags(t *testing.T) {
	for _, c := range []struct {
		name       string
		make       func(*metrics.Registry)
		want       []string
		collisions int
	}{
		{"the statistic is part of the name", func(r *metrics.Registry) {
			r.Counter("web/hits", metrics.L("route", "/a?b=c"), metrics.L("code", "200")).Inc()
			r.Gauge("up")
		}, []string{"up", "web.hits.count;code=200;route=/a?b=c"}, 0},
		{"all that tags allow is kept", func(r *metrics.Registry) {
			r.Gauge("g", metrics.L("a.b/c\"d", "x=y~!^,|{}[]*?'`\\"))
		}, []string{"g;a.b/c\"d=x=y~!^,|{}[]*?'`\\"}, 0},
		{"what ends a tag or a line is not", func(r *metrics.Registry) {
			r.Gauge("g", metrics.L("k", "a;b=c d\n\t\x00é\xff\x7f"))
		}, []string{"g;k=a_b=c_d______"}, 0},
		{"a changed key is told from others", func(r *metrics.Registry) {
			r.Gauge("g", metrics.L("a=b", "1"), metrics.L("a;b", "2"), metrics.L("a_b", "3"), metrics.L("", "4"))
		}, []string{"g;_#=4;a_b#=2;a_b#=1;a_b=3"}, 0},
		{"the key that means the name", func(r *metrics.Registry) {
			r.Gauge("g", metrics.L("name", "x"))
		}, []string{"g;name#=x"}, 0},
		{"empty and reserved starts of values", func(r *metrics.Registry) {
			r.Gauge("g", metrics.L("k", ""))
			r.Gauge("g", metrics.L("k", "~x"))
		}, []string{"g;k=_", "g;k=_x"}, 0},
		{"values that become the same", func(r *metrics.Registry) {
			r.Gauge("g", metrics.L("k", "a b"))
			r.Gauge("g", metrics.L("k", "a_b"))
		}, []string{"g#;k=a_b", "g;k=a_b"}, 1},
		{"a gauge named as a statistic", func(r *metrics.Registry) {
			r.Counter("web", metrics.L("k", "v"))
			r.Gauge("web/count", metrics.L("k", "v"))
			r.Gauge("web/count", metrics.L("k", "w"))
		}, []string{"web.count#;k=v", "web.count;k=v", "web.count;k=w"}, 1},
		{"a long value", func(r *metrics.Registry) {
			r.Gauge("g", metrics.L("k", strings.Repeat("v", 10_000)))
		}, []string{"g#;k=" + strings.Repeat("v", 200)}, 0},
		{"too many tags", func(r *metrics.Registry) {
			var labels []metrics.Option
			for i := range 10 {
				labels = append(labels, metrics.L(strings.Repeat(string(rune('a'+i)), 200), strings.Repeat("v", 200)))
			}
			r.Gauge("g", labels...)
		}, []string{"g#;" + strings.Repeat("a", 200) + "=" + strings.Repeat("v", 200) + ";" +
			strings.Repeat("b", 200) + "=" + strings.Repeat("v", 200)}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			registry := metrics.NewRegistry(nil)
			c.make(registry)
			got, collisions := tagged(t, registry)
			if !slices.Equal(got, c.want) || collisions != c.collisions {
				t.Errorf("got %q with %d collisions, want %q with %d", got, collisions, c.want, c.collisions)
			}
		})
	}
}
