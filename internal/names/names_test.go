package names_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/internal/names"
)

// styles are all kinds of styles, with limits so small that anything meets them.
func styles() map[string]names.Style {
	base := names.Style{
		Prefix: "p.", Rune: names.ASCII("-"), MaxComponent: 40, MaxName: 100,
		Statistics: map[metrics.Kind][]string{
			metrics.KindGauge:   {""},
			metrics.KindCounter: {"count"},
			metrics.KindMeter:   {"", "m1"},
		},
	}
	tags, letter := base, base
	mapped := func(r rune, first bool) rune {
		if r <= ' ' || r > '~' || strings.ContainsRune(";=", r) || first && r == '!' {
			return '_'
		}
		return r
	}
	tags.Tags = &names.Tags{Start: ";", Is: "=", Next: ";", Reserved: "name", Max: 100, MaxKey: 30, MaxValue: 30,
		Key: mapped, Value: mapped}
	letter.Prefix, letter.Letter = "", true
	return map[string]names.Style{"components": base, "tags": tags, "letter": letter}
}

// FuzzOf checks that whatever series are called, all their values have different names within the limits, which do
// not depend on the order of the series.
func FuzzOf(f *testing.F) {
	f.Add("web/hits", "a b", "k", "v", byte(1))
	f.Add("a/k/v", "a_c8687a08aa5d6ed2", "name", "~x", byte(2))
	f.Add("\xff/0", strings.Repeat("x", 300), "a=b", "", byte(3))
	f.Add("m1", "count", "k;k=v", "up", byte(4))
	f.Fuzz(func(t *testing.T, a, b, key, value string, kind byte) {
		series := similar(a, b, key, value, metrics.Kind(kind%5)+1)
		for name, style := range styles() {
			got := valueNames(t, &style, series)
			slices.Sort(got)
			if unique := slices.Compact(slices.Clone(got)); len(unique) != len(got) {
				t.Errorf("%s: names are not unique: %q", name, got)
			}
			reversed := slices.Clone(series)
			slices.Reverse(reversed)
			again := valueNames(t, &style, reversed)
			if slices.Sort(again); !slices.Equal(got, again) {
				t.Errorf("%s: order matters: %q, %q", name, got, again)
			}
		}
	})
}

// valueNames returns what each value of the series is called, and checks the limits.
func valueNames(t *testing.T, style *names.Style, series []metrics.Series) (all []string) {
	ns, _ := style.Of(series)
	for i, n := range ns {
		if series[i].Kind != metrics.KindState && len(style.Statistics[series[i].Kind]) == 0 {
			continue // it has no name
		}
		if len(n.Head) > style.MaxName+17 || style.Tags != nil && len(n.Tags) > style.Tags.Max {
			t.Errorf("a name of %d and %d bytes", len(n.Head), len(n.Tags))
		}
		if style.Letter && (n.Head[0]|0x20 < 'a' || n.Head[0]|0x20 > 'z') {
			t.Errorf("%q does not begin with a letter", n.Head)
		}
		stats := style.Statistics[series[i].Kind]
		if series[i].Kind == metrics.KindState {
			stats, _ = style.States(&series[i])
		}
		for _, stat := range stats {
			if stat != "" {
				stat = "." + stat
			}
			all = append(all, n.Head+stat+n.Tags)
		}
	}
	return all
}

// similar returns series that are close to collisions, no two with one identity.
func similar(a, b, key, value string, kind metrics.Kind) (series []metrics.Series) {
	seen := map[string]bool{}
	add := func(kind metrics.Kind, path string, labels ...metrics.Label) {
		s := metrics.Series{Name: metrics.CleanPath(path), Kind: kind, Labels: labels}
		if kind == metrics.KindState {
			s.States = []metrics.StateTime{{State: a}}
			if b != a {
				s.States = append(s.States, metrics.StateTime{State: b})
			}
		}
		if !seen[s.ID()] {
			seen[s.ID()] = true
			series = append(series, s)
		}
	}
	for _, path := range []string{a, b, a + "/" + b, strings.ReplaceAll(a, "/", ".")} {
		add(kind, path)
		add(kind, path, metrics.L(key, value))
		add(metrics.KindGauge, path+"/"+key+"/"+value)
		add(metrics.KindGauge, path+"/count")
		add(metrics.KindMeter, path+"/m1", metrics.L(key, value))
		add(metrics.KindGauge, path+"/"+b)
	}
	return series
}

func TestPrefixes(t *testing.T) {
	clean := names.ASCII("")
	for prefix, want := range map[string]string{
		"": "", ".": "", "a.b": "a.b.", "a..b-c.": "a.b_c.", "é": "_.",
	} {
		if got := names.CleanPrefix(prefix, clean, 100); got != want {
			t.Errorf("%q: got %q, want %q", prefix, got, want)
		}
	}
	if strings.ContainsAny(names.Host(), ". ") || names.Host() == "" {
		t.Errorf("the host is %q", names.Host())
	}
}
