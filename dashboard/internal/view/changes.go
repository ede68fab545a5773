package view

import (
	"slices"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/chart"
	"github.com/binnacle-go/metrics/dashboard/internal/human"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
)

// maxChanges is how many changes of a text are listed, the newest ones.
const maxChanges = 100

// changes are the times at which a text was seen to be another than before, the newest first.
func (b *builder) changes(t *timeline) []page.Change {
	var out []page.Change
	before, known := "", false
	for i, p := range t.points {
		if p == nil || known && p.Text == before {
			continue
		}
		at := b.in(t.from.Add(time.Duration(i) * t.step))
		out = append(out, page.Change{At: at, Text: page.Visible(p.Text), First: !known})
		before, known = p.Text, true
	}
	slices.Reverse(out)
	return out[:min(len(out), maxChanges)]
}

// states is the map of the time in each state: each cell tells which share of a while was spent in it.
func (b *builder) states(t *timeline, x *metrics.Series) *page.Heat {
	if len(x.States) == 0 {
		return nil
	}
	rows := slices.Clone(x.States)
	slices.Reverse(rows) // rows begin below
	h := &page.Heat{ID: "states", Heading: "States over time"}
	h.Grid = chart.Grid{Rows: len(rows), X: t.axis().Ticks}
	for i, s := range rows {
		h.Grid.Y = append(h.Grid.Y, chart.Tick{At: (float64(i) + 0.5) / float64(len(rows)), Label: brief(s.State)})
	}
	together := t.together()
	h.Grid.Columns = (len(t.points) + together - 1) / together
	h.Cells = b.cells(t, h.Grid.Columns, len(rows), func(row int) string { return page.Visible(rows[row].State) },
		func(c, row int) string {
			return shareOfTime(stateShare(t.states(c*together, together), rows[row].State))
		})
	for column := range h.Grid.Columns {
		times := t.states(column*together, together)
		for row, s := range rows {
			if share := stateShare(times, s.State); share > 0 {
				h.Grid.Cells = append(h.Grid.Cells, chart.Cell{Column: column, Row: row, Shade: page.ShadeOfShare(share)})
			}
		}
	}
	h.Grid.Label = "now " + page.Visible(x.Text) + describeStates(t.total().States)
	return h
}

// states adds up the times in the states over some places.
func (t *timeline) states(from, count int) []metrics.StateTime {
	var out []metrics.StateTime
	for _, p := range t.points[from:min(from+count, len(t.points))] {
		if p != nil {
			out = append(out, p.States...)
		}
	}
	return out
}

func describeStates(states []metrics.StateTime) string {
	out := ""
	for _, s := range states {
		out += "; " + page.Visible(s.State) + " " + human.Share(stateShare(states, s.State))
	}
	return out
}

// longestLabel is how many characters there is room for beside a map. The table below it has the whole names.
const longestLabel = 10

// brief is the beginning of a name that is too long for a label.
func brief(name string) string {
	all := []rune(page.Visible(name))
	if len(all) <= longestLabel {
		return string(all)
	}
	return string(all[:longestLabel-1]) + "…"
}
