package view

import (
	"fmt"
	"math"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/chart"
	"github.com/binnacle-go/metrics/dashboard/internal/human"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
)

// heat is the map of a distribution over time: each cell tells how many values of a band there were in a while.
func (b *builder) heat(t *timeline, total *metrics.Distribution) *page.Heat {
	if total.Count() == 0 {
		return nil
	}
	u := unit(b.only())
	rows := bandsOf(total)
	columns := t.columns(&rows)
	h := &page.Heat{
		ID: "heat", Heading: "Distribution over time", Shades: shadesOf(columns), Bands: bandTable(&rows, total, u),
		Grid: chart.Grid{Columns: len(columns), Rows: rows.count, X: t.axis().Ticks, Y: powers(rows.edge(0), rows.edge(rows.count), u)},
	}
	h.Grid.Label = describeHeat(h.Bands, total, u)
	h.Cells = b.cells(t, len(columns), rows.count, func(row int) string { return rows.name(row, u) },
		func(c, row int) string { return values(columns[c][row]) })
	for c, counts := range columns {
		for row, n := range counts {
			if n > 0 {
				h.Grid.Cells = append(h.Grid.Cells, chart.Cell{Column: c, Row: row, Shade: h.Shade(n)})
			}
		}
	}
	return h
}

// columns counts the values in each band, of as many places together as fit.
func (t *timeline) columns(rows *bands) [][]uint64 {
	together := t.together()
	out := make([][]uint64, (len(t.points)+together-1)/together)
	for i := range out {
		out[i] = make([]uint64, rows.count)
	}
	for place, p := range t.points {
		if p == nil {
			continue
		}
		for row, n := range rows.counts(p.Dist) {
			out[place/together][row] += n
		}
	}
	return out
}

// shadesOf returns the least count of each shade: they rise by equal factors up to the greatest count there is.
func shadesOf(columns [][]uint64) []uint64 {
	most := uint64(1)
	for _, counts := range columns {
		for _, n := range counts {
			most = max(most, n)
		}
	}
	var out []uint64
	for i := range chart.Shades {
		least := uint64(math.Ceil(math.Pow(float64(most), float64(i)/chart.Shades)))
		if n := len(out); n == 0 || least > out[n-1] {
			out = append(out, least)
		}
	}
	return out
}

// bandTable says of each band that has any values how many, the highest first.
func bandTable(rows *bands, total *metrics.Distribution, unit string) []page.Band {
	var out []page.Band
	counts := rows.counts(total)
	for row := len(counts) - 1; row >= 0; row-- {
		if n := counts[row]; n > 0 {
			out = append(out, page.Band{Name: rows.name(row, unit), Count: n, Share: part(n, total.Count())})
		}
	}
	return out
}

// describeHeat says in words what the map shows.
func describeHeat(table []page.Band, total *metrics.Distribution, unit string) string {
	most := table[0]
	for _, band := range table {
		if band.Count > most.Count {
			most = band
		}
	}
	write := func(q float64) string { return human.Value(total.Quantile(q), unit) }
	return fmt.Sprintf("most values, %s, from %s; half of all from %s to %s; lowest %s, highest %s",
		human.Share(most.Share), most.Name, write(0.25), write(0.75), write(0), write(1))
}
