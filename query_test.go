package metrics_test

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/binnacle-go/metrics"
)

func queryRegistry() *metrics.Registry {
	r := metrics.NewRegistry(nil)
	r.Counter("web/hits", metrics.L("code", "200")).Add(50)
	r.Counter("web/hits", metrics.L("code", "503")).Add(5)
	tm := r.Timer("web/search/latency")
	for i := range 100 {
		tm.Observe(time.Duration(i+1) * time.Millisecond)
	}
	r.Timer("web/idle/latency")
	r.Gauge("db/pool depth").Set(-3)
	r.Gauge("db/none").Set(math.NaN())
	r.Meter("db/a.b").Mark(4)
	r.Text("db/version").Set("7")
	r.State("db/mode").Set("up")
	return r
}

func TestQuery(t *testing.T) {
	s := queryRegistry().Snapshot()
	for _, tc := range []struct {
		query string
		want  string
	}{
		{"", "all"},
		{"  ", "all"},
		{"**", "all"},
		{"*", "all"},
		{"latency", "web/idle/latency web/search/latency"},
		{"lat*", "web/idle/latency web/search/latency"},
		{"web/*", "web/hits web/hits"},
		{"web/**", "web/hits web/hits web/idle/latency web/search/latency"},
		{"web/*/latency", "web/idle/latency web/search/latency"},
		{"**/latency", "web/idle/latency web/search/latency"},
		{"/web/hits/", "web/hits web/hits"},
		{"w?b/h??s", "web/hits web/hits"},
		{"web?hits", ""},
		{"web", ""},
		{"hits{code=200}", "web/hits"},
		{"hits{code=5*}", "web/hits"},
		{"hits{code=5*, other=*}", ""},
		{"hits{}", "web/hits web/hits"},
		{`hits{"code"="5*"}`, "web/hits"},
		{"hits > 10", "web/hits"},
		{"hits>10", "web/hits"},
		{"hits{code=5*}>=5", "web/hits"},
		{"hits == 5", "web/hits"},
		{"hits = 5", "web/hits"},
		{"hits != 5", "web/hits"},
		{"hits <= 50", "web/hits web/hits"},
		{"hits.count < 50", "web/hits"},
		{"hits{code=503}.count < 50", "web/hits"},
		{"hits.count{code=503} < 50", "web/hits"},
		{"latency > 0.05", "web/search/latency"},
		{"latency.p99 > 0.05", "web/search/latency"},
		{"latency.p50 > 0.06", ""},
		{"latency.errors == 0", "web/idle/latency web/search/latency"},
		{"latency.p99", "web/search/latency"},
		{"latency != 7", "web/search/latency"},
		{"none < 1e9", ""},
		{"* > -10", "db/a.b db/pool depth web/hits web/hits web/search/latency"},
		{`"pool depth" < 0`, "db/pool depth"},
		{`pool\ depth`, "db/pool depth"},
		{"a.b", "db/a.b"},
		{"a.b.m1 >= 0", "db/a.b"},
		{"version > 0", ""},
		{"mode", "db/mode"},
		{"web/** latency", "web/idle/latency web/search/latency"},
		{"web/** > 10 hits", "web/hits"},
		{"*\tl* ", "web/idle/latency web/search/latency"},
		{"web/***", "web/hits web/hits web/idle/latency web/search/latency"},
	} {
		got, err := s.Filter(tc.query)
		if err != nil {
			t.Errorf("%s: %v", tc.query, err)
			continue
		}
		var names []string
		for _, x := range got.Series {
			names = append(names, x.Name)
		}
		joined := strings.Join(names, " ")
		if tc.want == "all" && len(names) == len(s.Series) {
			continue
		}
		if joined != tc.want {
			t.Errorf("%s selects %q, want %q", tc.query, joined, tc.want)
		}
	}
}

func TestBrokenQueriesPointAtThePlace(t *testing.T) {
	for _, tc := range []struct {
		query string
		pos   int
		msg   string
	}{
		{"latency >", 9, "number"},
		{"latency > x", 10, "number"},
		{"latency > 5x", 10, "number"},
		{"> 5", 0, "pattern"},
		{"hits{code", 9, "key=glob"},
		{"hits{code=5", 11, ", or }"},
		{"hits{=5}", 5, "key=glob"},
		{"hits{a=1 b=2}", 9, ", or }"},
		{"hits{a=1}.p98", 10, "statistic"},
		{"hits}", 4, "space"},
		{"web =! 5", 5, "number"},
		{`"open`, 0, "not closed"},
		{`a "b" "c`, 6, "not closed"},
		{`a\`, 2, "backslash"},
		{strings.Repeat("a", 2000), 1024, "at most"},
	} {
		_, err := metrics.ParseQuery(tc.query)
		var q *metrics.QueryError
		if !errors.As(err, &q) || q.Pos != tc.pos || !strings.Contains(q.Msg, tc.msg) {
			t.Errorf("%.20s: got %v, want byte %d and %q", tc.query, err, tc.pos, tc.msg)
		}
		if _, err := metrics.NewRegistry(nil).Snapshot().Filter(tc.query); err == nil {
			t.Errorf("%.20s: Filter took it", tc.query)
		}
	}
}

// TestGlobAgainstDefinition compares the matcher with the plain recursive definition of the wildcards.
func TestGlobAgainstDefinition(t *testing.T) {
	patterns := words([]string{"a", "b", "/", "*", "**", "?"}, 4)
	names := words([]string{"a", "b", "/"}, 4)
	for _, p := range patterns {
		clean := strings.Trim(p, "/")
		if clean == "" || !strings.Contains(p, "/") {
			continue
		}
		q, err := metrics.ParseQuery(p)
		if err != nil {
			t.Fatalf("%s: %v", p, err)
		}
		for _, n := range names {
			if got, want := q.Match(&metrics.Series{Name: n}), defined(clean, n); got != want {
				t.Fatalf("%s on %s: %v, want %v", p, n, got, want)
			}
		}
	}
}

// TestLabelsAreNoPaths: in the value of a label * stands for anything, with and without a slash.
func TestLabelsAreNoPaths(t *testing.T) {
	for glob, want := range map[string]bool{
		"*search*": true, "GET*": true, "*/search": true, "GET ?search": true, "*": true, "**": true, "GET /s*h": true,
		"search": false, "*search": true, "*/searches": false, "POST*": false,
	} {
		q, err := metrics.ParseQuery(`requests{route="` + glob + `"}`)
		if err != nil {
			t.Fatalf("%s: %v", glob, err)
		}
		s := metrics.Series{Name: "requests", Labels: []metrics.Label{metrics.L("route", "GET /search")}}
		if got := q.Match(&s); got != want {
			t.Errorf("%s: %v, want %v", glob, got, want)
		}
	}
}

func words(letters []string, length int) []string {
	out := []string{""}
	for from := 0; length > 0; length-- {
		to := len(out)
		for ; from < to; from++ {
			for _, l := range letters {
				out = append(out, out[from]+l)
			}
		}
	}
	return out
}

func defined(pattern, name string) bool {
	switch {
	case pattern == "":
		return name == ""
	case strings.HasPrefix(pattern, "**"):
		return defined(pattern[2:], name) || name != "" && defined(pattern, name[1:])
	case pattern[0] == '*':
		return defined(pattern[1:], name) || name != "" && name[0] != '/' && defined(pattern, name[1:])
	case name == "":
		return false
	case pattern[0] == '?':
		return name[0] != '/' && defined(pattern[1:], name[1:])
	}
	return pattern[0] == name[0] && defined(pattern[1:], name[1:])
}

func FuzzParseQuery(f *testing.F) {
	for _, s := range []string{"", "web/*", "latency > 0.05", `"a b"{k=v*}.p99 != -1e9`, "a{", "\\", "**/a*b?c", "\xff"} {
		f.Add(s)
	}
	s := queryRegistry().Snapshot()
	f.Fuzz(func(t *testing.T, query string) {
		got, err := s.Filter(query)
		var q *metrics.QueryError
		switch {
		case err == nil && len(got.Series) > len(s.Series):
			t.Fatal("a filter added series")
		case err == nil:
		case !errors.As(err, &q) || q.Pos < 0 || q.Pos > len(query) || !utf8.ValidString(err.Error()):
			t.Fatalf("%q: %v", query, err)
		}
	})
}

// FuzzQuotedNames checks that any name can be asked for by quoting it.
func FuzzQuotedNames(f *testing.F) {
	f.Add("plain", "v")
	f.Add("a b.p99", `q"\`)
	f.Add("x*?{}=<>", "\xff\n")
	f.Fuzz(func(t *testing.T, name, value string) {
		name = metrics.CleanPath(name)
		if name == "" || len(name)+len(value) > 250 {
			return
		}
		r := metrics.NewRegistry(nil)
		r.Counter(name, metrics.L("k", value))
		got, err := r.Snapshot().Filter(fmt.Sprintf(`%s{k=%s}`, escape("/"+name), escape(value)))
		if err != nil || len(got.Series) != 1 {
			t.Fatalf("%q{k=%q}: %v", name, value, err)
		}
	})
}

func escape(s string) string {
	var b strings.Builder
	for i := range len(s) {
		b.WriteByte('\\')
		b.WriteByte(s[i])
	}
	return b.String()
}
