package page

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics/dashboard/internal/chart"
)

const markup = `"'><script>alert(1)</script>&amp;`

// hostile is a page that shows all there is, and whose every text is markup.
func hostile() *Page {
	m := markup
	ticks := []chart.Tick{{At: 0.5, Label: m}}
	drawn := chart.Plot{X: chart.Axis{Count: 2, Ticks: ticks}, Lines: []chart.Line{{Name: m, Class: "a0", Values: []float64{1, 2}}}}
	return &Page{
		Title: m, Heading: m, Version: m,
		Assets: Assets{Style: "?asset=app.css", Script: "?asset=app.js"},
		Place:  Place{View: m, Path: m, Query: m, Range: m},
		Live:   &Live{N: 1, Step: time.Second, Rows: 2, Slot: 5, Slots: 60},
		Crumbs: []Crumb{{m, "?path=a"}, {m, "?path=a/b"}},
		Match:  m,
		Facts:  []Fact{{Key: "up", Name: m, Value: m, Hint: m, Bad: true}},
		Detail: &Detail{
			Name: m, Help: m, Facts: []Fact{{Name: m, Value: m}}, Covers: m, Tail: m,
			Plots:   []Plot{{Plot: drawn, ID: m, Heading: m, Note: m, Unit: m, XUnit: m, Time: true, Choose: true}},
			Heat:    &Heat{ID: m, Heading: m, Note: m, Grid: chart.Grid{Columns: 1, Rows: 1, X: ticks, Y: ticks, Label: m}, Shades: []uint64{1}, Bands: []Band{{m, 1, 1}}},
			Curves:  []Plot{{Plot: drawn, ID: m, Heading: m, Unit: m}},
			Changes: []Change{{At: time.Unix(0, 0), Text: m, First: true}},
			Compare: &Comparison{Name: m, When: m, Unit: m, Rows: []Difference{{Name: m, Now: 1, Earlier: 2}}},
			Choices: []Choice{{m, m}}, From: time.Unix(0, 0), To: time.Unix(9, 0),
			Samples: []Sample{{m, m, m}}, RollsUp: []Crumb{{m, "?path=hits"}},
			Heading: m, Ranges: []Text{{"window", m}}, Stats: []Stat{{m, []Text{{"p50", m}}}},
			Slow: []SlowCall{{End: time.Unix(0, 0), Duration: m, Trace: m, Attrs: m, Err: m}},
		},
		Tables: []Table{{
			ID: "latency", Heading: m, Note: Text{"window", m}, Name: m, Unit: m, Columns: []Column{{Name: m, Form: FormRate}}, Chart: m,
			More: &More{Count: 3, Href: "?view=tree"},
			Rows: []*Row{{
				ID: m, Path: m, Name: m, Href: "?path=x", Chips: []string{m}, Help: m, Unit: m + "2", Note: m, Text: &m,
				Cells: []Cell{{Form: FormShare, Value: 1, Now: true}}, Shares: []Share{{m, 100}}, Spark: &Spark{Size: Small, Unit: m, Values: []float64{3}},
			}},
		}},
		Lead: (&List{ID: "attention", Key: "a", Heading: m, None: m, Columns: []string{m, m}}).Fill(1),
		Blocks: []Block{
			&List{ID: "changed", Key: "c", Heading: m, Note: Text{"k", m}, Columns: []string{m, m}, Entries: []Entry{{"?path=x", m, m, m, []string{m}}}},
			&Heading{Name: m, Text: m}, &Listing{Heading: m, Text: m, Lines: m},
			&Strip{Facts: []Fact{{Name: m, Value: m, Href: "?view=about"}}},
			&Preview{Heading: m, Text: m, Lines: m, More: m, Rules: []Ruling{{m, true, m, m}}},
		},
		Pager:   &Pager{1, 100, 200, "?skip=0", "?skip=100"},
		Empty:   &Empty{m, m, m},
		Problem: &Problem{m, m, m, m},
	}
}

func render(t *testing.T, p *Page) string {
	t.Helper()
	var b strings.Builder
	if err := Document(p).Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestMarkupIsEscapedEverywhere(t *testing.T) {
	got := render(t, hostile())
	if n := strings.Count(got, "<script"); n != 1 {
		t.Errorf("%d scripts, want only the page's own", n)
	}
	if strings.Contains(got, markup[:3]) {
		t.Error("markup ends an attribute")
	}
	for _, part := range []string{"&lt;script&gt;alert(1)", "&amp;amp;"} {
		if !strings.Contains(got, part) {
			t.Errorf("%s is not shown", part)
		}
	}
}

func TestSeriesCarryWhatScriptsAndTestsNeed(t *testing.T) {
	p := &Page{Live: &Live{N: 1795370180, Step: time.Second, Rows: 71, Slot: 5, Slots: 60}, Tables: []Table{{
		ID: "rates", Columns: []Column{{Name: "Now", Form: FormFlow}, {Name: "Total", Form: FormTotal}}, Chart: "5 min",
		Rows: []*Row{{
			ID: `hits{code="2xx"}`, Index: 4, Unit: "By", Name: "hits", Spark: &Spark{Size: Small, Values: []float64{1, 2}},
			Cells: []Cell{{Form: FormFlow, Value: 2, Now: true}, {Form: FormTotal, Count: 1234}},
		}},
	}}}
	got := render(t, p)
	for _, part := range []string{
		`data-n="1795370180" data-step="1000" data-rows="1z" data-slot="5" data-slots="60"`,
		`id="state" role="status" data-state="reconnecting"`,
		`<tr data-series="hits{code=&#34;2xx&#34;}" data-i="4" data-u="By">`,
		`<td data-now>2 B/s</td>`, `<td data-total>1,234</td>`, `<th data-u="u/s">Now</th>`, `<svg role="img"`,
	} {
		if !strings.Contains(got, part) {
			t.Errorf("%s is missing in %s", part, got)
		}
	}
}

func TestPageWithoutDataDoesNotClaimToBeLive(t *testing.T) {
	got := render(t, &Page{Heading: "Nothing here", Problem: &Problem{Heading: "Nothing here"}})
	for _, part := range []string{`id="state"`, `id="pause"`, "data-n=", "Data of"} {
		if strings.Contains(got, part) {
			t.Errorf("the page of an error has %s", part)
		}
	}
	if !strings.Contains(got, `<h1>Nothing here</h1>`) {
		t.Error("the error has no heading")
	}
}
