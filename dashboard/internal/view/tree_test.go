package view

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
	"github.com/binnacle-go/metrics/history"
)

func has(rows []*page.Row, id string) bool {
	return slices.ContainsFunc(rows, func(r *page.Row) bool { return r.ID == id })
}

func TestTreeShowsOneLevel(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		reg.Counter("web/hits").Inc()
		reg.Counter("web/api/hits").Inc()
		took := reg.Timer("web/api/took")
		for range 3 {
			took.Observe(time.Millisecond)
		}
		took.Start().Fail(errors.New("no"))
		reg.Gauge("web") // a series and a scope
		reg.Gauge("website")
		pass(10 * time.Second)

		root := (&View{Name: page.Tree}).Page(h)
		scopes := table(t, root, "scopes").Rows
		expect(t, "scopes", len(scopes), 1)
		web := scopes[0]
		expect(t, "the scope", []string{web.ID, web.Name, web.Href, web.Help}, "[ web/ ?view=tree&path=web api/, hits]")
		expect(t, "its activity", texts(web), "[0.4 /s 25 % 3]")
		expect(t, "series", names(table(t, root, "gauges").Rows), "[web website]")

		below := (&View{Name: page.Tree, Path: "web"}).Page(h)
		expect(t, "the crumbs", below.Crumbs, "[{All ?view=tree} {web ?view=tree&path=web}]")
		expect(t, "the scope", table(t, below, "scopes").Rows[0].Href, "?view=tree&path=web/api")
		expect(t, "series", names(table(t, below, "rates").Rows), "[web/hits]")
		expect(t, "the series right there", names(table(t, below, "gauges").Rows), "[web]")
		expect(t, "how it is called", table(t, below, "rates").Rows[0].Path+table(t, below, "rates").Rows[0].Name, "hits")

		filtered := (&View{Name: page.Tree, Query: "took", Filter: parse(t, "took")}).Page(h)
		expect(t, "what matches", texts(table(t, filtered, "scopes").Rows[0]), "[0.4 /s 25 % 1]")
		expect(t, "tables", len(filtered.Tables), 1)
	})
}

func names(rows []*page.Row) []string {
	var out []string
	for _, r := range rows {
		out = append(out, r.ID)
	}
	return out
}

func TestScopesNameTheirFirstContents(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		for i := range 12 {
			reg.Counter(fmt.Sprintf("a/c%02d", i), metrics.L("k", "v"))
			reg.Counter(fmt.Sprintf("a/c%02d", i))
		}
		pass(time.Second)
		scope := table(t, (&View{Name: page.Tree}).Page(h), "scopes").Rows[0]
		expect(t, "contents", scope.Help, "c00, c01, c02, c03, c04, c05, c06, c07, 4 more")
	})
}

func TestDeepPathsKeepTheirLastCrumbs(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		path := "x"
		for i := range 2000 {
			path += fmt.Sprint("/", i)
		}
		reg.Counter(path + "/a")
		reg.Counter(path + "/b")
		pass(time.Second)
		crumbs := (&View{Name: page.Tree, Path: path}).Page(h).Crumbs
		if len(crumbs) != maxCrumbs+2 || crumbs[1].Name != "…" || crumbs[len(crumbs)-1].Name != "1999" {
			t.Errorf("%d crumbs, the second %q, the last %q", len(crumbs), crumbs[1].Name, crumbs[len(crumbs)-1].Name)
		}
	})
}
