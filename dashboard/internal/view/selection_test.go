package view

import (
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history"
)

func TestVersionChangesOnlyWithTheShapeOfThePage(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		c, timer := reg.Counter("a/c"), reg.Timer("a/t")
		state := reg.State("a/s")
		state.Set("one")
		v, other := &View{}, &View{Path: "b"}
		version := func(v *View) uint32 {
			pass(time.Second)
			p := v.Page(h)
			if now := v.Now(h); now.Live.Rows != p.Live.Rows {
				t.Errorf("the page is %x, its update %x", p.Live.Rows, now.Live.Rows)
			}
			return p.Live.Rows
		}
		before, empty := version(v), version(other)
		steps := []struct {
			name    string
			do      func()
			changes bool
		}{
			{"events", func() { c.Inc(); timer.Observe(1) }, false},
			{"another state", func() { state.Set("two") }, true},
			{"the first state", func() { state.Set("one") }, false},
			{"a new series", func() { reg.Gauge("a/g") }, true},
			{"a new label", func() { reg.Gauge("a/g", metrics.L("k", "v")) }, true},
			{"a series that went", func() { reg.SubScope("a/g").Close() }, true},
		}
		for _, step := range steps {
			step.do()
			if after := version(v); (after != before) != step.changes {
				t.Errorf("%s: the version has changed: %v", step.name, after != before)
			} else {
				before = after
			}
		}
		if version(other) != empty {
			t.Error("a page of other series has changed")
		}
	})
}

func TestQueriesMatchWhatTheRangeShows(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		query, err := metrics.ParseQuery("slow > 0.5")
		if err != nil {
			t.Fatal(err)
		}
		slow := reg.Timer("slow")
		slow.Observe(time.Second)
		pass(2 * time.Minute)
		for range 1000 {
			slow.Observe(time.Millisecond)
		}
		pass(time.Second)
		expect(t, "since the start", len((&View{Query: "slow.max > 0.5", Filter: parse(t, "slow.max > 0.5")}).Page(h).Tables), 1)
		expect(t, "of the last minute", len((&View{Query: "slow > 0.5", Filter: query, Span: time.Minute, Range: "1m"}).Page(h).Tables), 0)
	})
}

func parse(t *testing.T, query string) *metrics.Query {
	t.Helper()
	q, err := metrics.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// FuzzSeriesLink follows the link of a series among others of its name: it must lead to that series alone.
func FuzzSeriesLink(f *testing.F) {
	f.Add("web/search", "code", "2xx", "method", "GET")
	f.Add("a b", `k"{=,}`, `*?\"'{}=,<> `, "\n\xff", "日本")
	f.Add("x", "", "", "k", "v ")
	f.Fuzz(func(t *testing.T, name, key1, value1, key2, value2 string) {
		synctest.Test(t, func(t *testing.T) {
			reg := metrics.NewRegistry(nil)
			reg.Gauge(name, metrics.L(key1, value1), metrics.L(key2, value2)).Set(1)
			reg.Gauge(name, metrics.L(key1, value1+"x"), metrics.L(key2, value2)).Set(2)
			reg.Gauge(name, metrics.L(key1, value1)).Set(3)
			h := history.New(reg, nil)
			defer h.Close()
			for _, row := range table(t, (&View{}).Page(h), "gauges").Rows {
				link, err := url.ParseQuery(strings.TrimPrefix(row.Href, "?"))
				if err != nil {
					t.Fatal(err)
				}
				v := &View{Path: metrics.CleanPath(link.Get("path")), Query: link.Get("query")}
				if v.Query != "" {
					v.Filter = parse(t, v.Query)
				}
				found := v.Page(h)
				if len(found.Tables) != 1 || !has(found.Tables[0].Rows, row.ID) {
					t.Errorf("%s leads to %+v", row.Href, found.Tables)
				}
			}
		})
	})
}
