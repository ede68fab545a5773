package reporters_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
)

type series = metrics.Series

func newRegistry() *metrics.Registry { return metrics.NewRegistry(nil) }

func TestTheNewestRuleThatMatchesDecides(t *testing.T) {
	all := []string{"db/pool/size", "db/queries", "internal", "internal/a", "internal/a/b",
		`web/hits{code="200"}`, `web/hits{code="404"}`}
	for _, c := range []struct {
		rules []string
		out   []string // what is missing
	}{
		{nil, nil},
		{[]string{"forbid **"}, all},
		{[]string{"forbid **", "allow **"}, nil},
		{[]string{"allow **", "forbid **"}, all},
		{[]string{"forbid **", "allow db/**"}, all[2:]},
		{[]string{"forbid db/*"}, all[1:2]},
		{[]string{"forbid size"}, all[:1]},
		{[]string{"prune internal"}, all[2:5]},
		{[]string{"prune internal/a"}, all[3:5]},
		{[]string{"prune internal", "allow internal/a"}, []string{all[2], all[4]}},
		{[]string{"prune **"}, all},
		{[]string{"prune web{code=404}"}, all[6:]},
		{[]string{"forbid web/**{code=2*}"}, all[5:6]},
		{[]string{"forbid **.count > 0"}, all[1:2]},
		{[]string{" \tforbid\tsize "}, all[:1]},
		{[]string{"forbid nothing"}, nil},
	} {
		var want []string
		for _, id := range all {
			if !slices.Contains(c.out, id) {
				want = append(want, id)
			}
		}
		if got := report(t, reporters.MustRules(c.rules...)); !slices.Equal(got, want) {
			t.Errorf("rules %q\n got %q\nwant %q", c.rules, got, want)
		}
	}
}

func TestRulesOfFunctions(t *testing.T) {
	rules := append(reporters.MustRules("forbid **"),
		reporters.AllowFunc(func(s *series) bool { return s.Kind == metrics.KindCounter }),
		reporters.ForbidFunc(func(s *series) bool { return s.Label("code") == "404" }),
		reporters.Rule{}, reporters.AllowFunc(nil))
	want := []string{"db/queries", `web/hits{code="200"}`}
	if got := report(t, rules); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// report returns the series that get through.
func report(t *testing.T, rules []reporters.Rule) (ids []string) {
	synctest.Test(t, func(t *testing.T) {
		registry := newRegistry()
		registry.Gauge("db/pool/size")
		registry.Counter("db/queries").Inc()
		registry.Gauge("internal")
		registry.Gauge("internal/a")
		registry.Gauge("internal/a/b")
		hits := registry.CounterVec("web/hits", []string{"code"})
		hits.With("200")
		hits.With("404")
		backend := newMemory()
		mustClose(t, reporters.Start(registry, backend, &reporters.Options{Phase: -1, Rules: rules}))
		for _, line := range backend.delivered() {
			ids = append(ids, strings.Fields(line)[1])
		}
	})
	return ids
}

// All that the query language does not take for a blank is part of a name, and so is a blank behind a backslash.
func TestARuleKeepsTheBlanksOfNames(t *testing.T) {
	for _, rule := range []string{`forbid a\ `, "\t forbid \t a\\ ", "forbid b\v", "forbid \u00a0c", `rename d\  to e`} {
		synctest.Test(t, func(t *testing.T) {
			registry := newRegistry()
			for _, name := range []string{"a ", "b\v", "\u00a0c", "d "} {
				registry.Counter(name)
			}
			backend := newMemory()
			mustClose(t, reporters.Start(registry, backend, &reporters.Options{Phase: -1, Rules: reporters.MustRules(rule)}))
			text := strings.Join(backend.delivered(), "\n")
			if n := len(backend.delivered()); n != 3 && (n != 4 || !strings.Contains(text, " e ")) {
				t.Errorf("%q has no effect: %q", rule, text)
			}
		})
	}
}

func TestABrokenRuleIsAnError(t *testing.T) {
	for _, rule := range []string{
		"", "forbid", "prune  ", "deny web/**", "web/**", "allow web{", "Forbid web", "forbid web > x",
	} {
		rules, err := reporters.ParseRules("allow **", rule)
		if err == nil || rules != nil {
			t.Errorf("rule %q: got %v and %d rules", rule, err, len(rules))
			continue
		}
		var query *metrics.QueryError
		if broken := strings.ContainsAny(rule, "{>"); errors.As(err, &query) != broken {
			t.Errorf("rule %q: error %v names the place in the query: %v, want %v", rule, err, !broken, broken)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("MustRules accepts a broken rule")
		}
	}()
	reporters.MustRules("forbid")
}

func FuzzParseRules(f *testing.F) {
	for _, s := range []string{"allow web/**", "forbid **{code=4*}", "prune a.p99 > 0.5", "forbid \"a b\"", "prune {", "allow\x00"} {
		f.Add(s)
	}
	registry := newRegistry()
	registry.Counter("web/hits", metrics.L("code", "404"))
	all := registry.Snapshot()
	f.Fuzz(func(t *testing.T, text string) {
		rules, err := reporters.ParseRules(text)
		if (err == nil) != (len(rules) == 1) {
			t.Fatalf("%q: %d rules and error %v", text, len(rules), err)
		}
		verb, query, _ := strings.Cut(text, " ")
		_, queryErr := all.Filter(query)
		if verb == "forbid" && strings.Trim(query, " \t\r\n") != "" && (err == nil) != (queryErr == nil) {
			t.Fatalf("%q: the rule gives %v, the query %v", text, err, queryErr)
		}
	})
}
