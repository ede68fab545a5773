package reporters_test

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
)

func TestRename(t *testing.T) {
	all := []string{"db/pool/size", "db/queries", "internal", "internal/a", "internal/a/b",
		`web/hits{code="200"}`, `web/hits{code="404"}`}
	for _, c := range []struct {
		rules []string
		want  map[string]string // what changes
	}{
		{[]string{"rename db to data"}, map[string]string{all[0]: "data/pool/size", all[1]: "data/queries"}},
		{[]string{"rename db/queries to z"}, map[string]string{all[1]: "z"}},
		{[]string{"rename internal/a to x//y/"}, map[string]string{all[3]: "x/y", all[4]: "x/y/b"}},
		{[]string{"rename db to one", "rename db/pool to two"}, map[string]string{all[0]: "two/size", all[1]: "one/queries"}},
		{[]string{"rename web/hits{code=4*} to web/misses"}, map[string]string{all[6]: `web/misses{code="404"}`}},
		{[]string{"rename web/hits to same"}, map[string]string{all[5]: `same{code="200"}`, all[6]: `same{code="404"}`}},
		{[]string{"rename size to db/queries"}, nil}, // its name is taken
		{[]string{"rename internal/a to internal", "rename size to internal"}, map[string]string{all[4]: "internal/b"}},
		{[]string{"rename db/queries to db/pool/size", "rename size to db/queries"},
			map[string]string{all[0]: "db/queries", all[1]: "db/pool/size"}}, // they change places
		{[]string{"rename size to db/pool/size"}, nil}, // its own name
		{[]string{"rename db to data", "forbid size"}, map[string]string{all[0]: "", all[1]: "data/queries"}},
		{[]string{"forbid **", "rename db to data"}, map[string]string{
			all[0]: "", all[1]: "", all[2]: "", all[3]: "", all[4]: "", all[5]: "", all[6]: ""}},
	} {
		var want []string
		for _, id := range all {
			to, changes := c.want[id]
			if !changes {
				to = id
			}
			if to != "" {
				want = append(want, to)
			}
		}
		slices.Sort(want)
		if got := report(t, reporters.MustRules(c.rules...)); !slices.Equal(got, want) {
			t.Errorf("rules %q\n got %q\nwant %q", c.rules, got, want)
		}
	}
}

func TestRenameAndPruneByFunctions(t *testing.T) {
	rules := []reporters.Rule{
		reporters.RenameFunc(func(s *series) string { return "shop/" + s.Name }),
		reporters.RenameFunc(func(s *series) string { return "" }),
		reporters.RenameFunc(nil), reporters.PruneFunc(nil),
		reporters.PruneFunc(func(s *series) bool { return s.Name == "internal" }),
	}
	want := []string{"shop/db/pool/size", "shop/db/queries", `shop/web/hits{code="200"}`, `shop/web/hits{code="404"}`}
	if got := report(t, rules); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestBrokenRenames(t *testing.T) {
	for _, rule := range []string{"rename", "rename a", "rename a to", "rename to b", "rename a to /", "rename a{ to b", "rename a b"} {
		if _, err := reporters.ParseRules(rule); err == nil {
			t.Errorf("%q is accepted", rule)
		}
	}
}

func TestPreview(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		registry := newRegistry()
		registry.Counter("db/queries").Add(3)
		registry.Counter("db/idle")
		registry.Counter("web/hits").Add(2)
		registry.Gauge("web/load")
		backend := newMemory()
		rules := append(reporters.MustRules("forbid **.count = 0", "rename web to site", "rename load to db/queries"),
			reporters.ForbidFunc(func(s *series) bool { return s.Kind == metrics.KindText }))
		r := reporters.Start(registry, backend, &reporters.Options{Phase: -1, Rules: rules})
		p, err := r.Preview()
		if err != nil {
			t.Fatal(err)
		}
		want := []reporters.Decision{
			{Series: "db/idle", Rule: "forbid **.count = 0"},
			{Series: "db/queries", Reported: true},
			{Series: "web/hits", Reported: true, Name: "site/hits", RenamedBy: "rename web to site"},
			{Series: "web/load", Reported: true, Name: "db/queries", RenamedBy: "rename load to db/queries", Clash: "another series is db/queries already"},
		}
		if n := len(p.Decisions) - len(want); n != 14 || p.Decisions[0].Rule != "Options.ReportHealth is not set" {
			t.Errorf("%d decisions more, the first %+v", n, p.Decisions[0])
		} else if got := p.Decisions[14:]; !slices.Equal(got, want) {
			t.Errorf("got  %+v\nwant %+v", got, want)
		}
		before := r.Health()
		mustClose(t, r)
		sent := strings.ReplaceAll(strings.Join(backend.delivered(), "\n")+"\n", "0 ", "")
		if got := strings.ReplaceAll(string(p.Body), "10 ", ""); got != sent || p.Points != 3 || before.Captured != 0 {
			t.Errorf("the preview is %q, sent is %q", p.Body, sent)
		}
	})
}

func TestPreviewOfAPanic(t *testing.T) {
	registry, _ := counting("hits")
	backend := newMemory()
	backend.encode = func() { panic("broken") }
	r := reporters.Start(registry, backend, quiet())
	if _, err := r.Preview(); err == nil || !strings.Contains(err.Error(), "broken") {
		t.Errorf("got %v", err)
	}
	mustClose(t, r)
}
