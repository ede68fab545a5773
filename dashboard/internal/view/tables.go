package view

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
)

// maxRows bounds each table. The tree has the rest.
const maxRows = 100

// section is what one table shows.
type section struct {
	table page.Table
	kinds []metrics.Kind
	note  func(*builder) page.Text
}

var sections = []section{
	{
		kinds: []metrics.Kind{metrics.KindTimer},
		note:  (*builder).windowNote,
		table: page.Table{
			ID: "latency", Heading: "Latency", Name: "Timer", Unit: "s", Chart: "p99, 5 min",
			Columns: []page.Column{
				{Name: "Rate", Form: page.FormRate}, {Name: "Errors", Form: page.FormShare},
				{Name: "p50"}, {Name: "p99"}, {Name: "Max"}, {Name: "Calls", Form: page.FormTotal},
			},
		},
	}, {
		kinds: []metrics.Kind{metrics.KindCounter, metrics.KindMeter},
		table: page.Table{
			ID: "rates", Heading: "Counters and meters", Name: "Counter", Chart: "Rate, 5 min",
			Columns: []page.Column{{Name: "Now", Form: page.FormFlow}, {Name: "Total", Form: page.FormTotal}},
		},
	}, {
		kinds: []metrics.Kind{metrics.KindGauge},
		table: page.Table{
			ID: "gauges", Heading: "Gauges", Name: "Gauge", Chart: "5 min",
			Columns: []page.Column{{Name: "Now"}},
		},
	}, {
		kinds: []metrics.Kind{metrics.KindHistogram},
		note:  (*builder).windowNote,
		table: page.Table{
			ID: "sizes", Heading: "Distributions", Name: "Histogram", Chart: "p99, 5 min",
			Columns: []page.Column{
				{Name: "Rate", Form: page.FormRate}, {Name: "p50"}, {Name: "p99"}, {Name: "Max"},
				{Name: "Count", Form: page.FormTotal},
			},
		},
	}, {
		kinds: []metrics.Kind{metrics.KindState},
		note:  (*builder).stateNote,
		table: page.Table{
			ID: "states", Heading: "States", Name: "State",
			Columns: []page.Column{{Name: "Now"}, {Name: "Share of time"}},
		},
	}, {
		kinds: []metrics.Kind{metrics.KindText},
		table: page.Table{ID: "texts", Heading: "Texts", Name: "Text", Columns: []page.Column{{Name: "Now"}}},
	},
}

// tables arranges series by what they measure.
func (b *builder) tables(series []int) []page.Table {
	var out []page.Table
	for _, s := range sections {
		members := b.ofKinds(series, s.kinds)
		if len(members) == 0 {
			continue
		}
		t := s.table
		t.Chart = strings.Replace(t.Chart, "5 min", b.reach(), 1)
		if s.note != nil {
			t.Note = s.note(b)
		}
		if t.ID == "latency" {
			b.busiestFirst(members)
		}
		if more := len(members) - maxRows; more > 0 && b.Name == page.Overview {
			members = members[:maxRows]
			t.More = &page.More{Count: more, Href: b.place().In(page.Tree).URL()}
		}
		t.Rows = b.rows(members)
		if b.whole {
			explainOnce(t.Rows)
		}
		out = append(out, t)
	}
	return out
}

// reach is how far back sparklines go.
func (b *builder) reach() string { return Uptime(time.Duration(b.slots.count) * b.slots.length) }

// explainOnce leaves the help of a family to the first of its rows.
func explainOnce(rows []*page.Row) {
	seen := map[string]bool{}
	for i := range rows {
		name := rows[i].Path + rows[i].Name
		if seen[name] {
			rows[i].Help = ""
		}
		seen[name] = true
	}
}

func (b *builder) ofKinds(series []int, kinds []metrics.Kind) []int {
	var out []int
	for _, i := range series {
		if slices.Contains(kinds, b.sample.tick.Total.Series[i].Kind) {
			out = append(out, i)
		}
	}
	return out
}

// busiestFirst orders series by how much they observed in the window, in powers of two: what is about equally busy
// keeps its order, and the rows that are shown of many do not change all the time.
func (b *builder) busiestFirst(series []int) {
	busy := func(i int) int { return bits.Len64(b.sample.in(b.sample.window, i).Count) }
	slices.SortStableFunc(series, func(i, j int) int { return cmp.Compare(busy(j), busy(i)) })
}

// stateNote says what the shares of time are of.
func (b *builder) stateNote() page.Text {
	if b.From != "" {
		return b.windowNote()
	}
	return page.Text{Value: b.lifeName()}
}

// windowNote says what the statistics are of: less than was asked for while the program is young.
func (b *builder) windowNote() page.Text {
	length := time.Duration(seconds(b.sample.window) * float64(time.Second))
	return page.Text{Key: "window", Value: b.windowName(length)}
}
