package view

import (
	"math"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/human"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
)

// rows makes the rows of series.
func (b *builder) rows(series []int) []*page.Row {
	out := make([]*page.Row, len(series))
	if g := b.generation(); g != nil && b.places == 1 {
		for k, i := range series {
			out[k] = g.row(i, b.row)
		}
		return out
	}
	for k, i := range series {
		out[k] = b.row(i)
	}
	return out
}

// row makes the row of a series.
func (b *builder) row(i int) *page.Row {
	x := b.series(i)
	out := &page.Row{Index: i, Unit: unit(x), Note: b.note(i), Cells: b.numbers(x, i)}
	switch x.Kind {
	case metrics.KindState:
		out.Text, out.Shares = says(x), shares(x.States)
	case metrics.KindText:
		out.Text = says(x)
	default:
		out.Spark = b.spark(i, page.Small)
	}
	if b.whole {
		b.name(out, x)
		if x.Rollup {
			out.Chips = append(out.Chips, "roll-up")
		}
	}
	return out
}

// numbers are the cells of a series.
func (b *builder) numbers(x *metrics.Series, i int) []page.Cell {
	switch x.Kind {
	case metrics.KindTimer, metrics.KindHistogram:
		return b.observed(x, i)
	case metrics.KindCounter, metrics.KindMeter:
		return []page.Cell{
			{Form: page.FormFlow, Now: true, Drawn: true, Value: b.present(i)},
			{Form: page.FormTotal, Count: x.Count},
		}
	case metrics.KindGauge:
		return []page.Cell{{Now: true, Drawn: true, Value: x.Value}}
	}
	return nil
}

// observed are the cells of a timer or histogram.
func (b *builder) observed(x *metrics.Series, i int) []page.Cell {
	w := b.sample.in(b.sample.window, i)
	cells := append(make([]page.Cell, 0, 6), page.Cell{Form: page.FormRate, Value: rate(w.Count, b.sample.window)})
	if x.Kind == metrics.KindTimer {
		cells = append(cells, page.Cell{Form: page.FormShare, Value: part(w.Errors, w.Count)})
	}
	var room [2]float64
	quantiles := w.Dist.AppendQuantiles(room[:0], 0.5, 0.99)
	return append(cells,
		page.Cell{Value: quantiles[0]},
		page.Cell{Value: quantiles[1], Now: true},
		page.Cell{Value: w.Dist.Max()},
		page.Cell{Form: page.FormTotal, Count: x.Count},
	)
}

// part is the share of n in all, NaN when there are none.
func part(n, all uint64) float64 {
	if all == 0 {
		return math.NaN()
	}
	return float64(n) / float64(all)
}

// charted reports whether series of a kind have a value to draw.
func charted(k metrics.Kind) bool { return k != metrics.KindState && k != metrics.KindText }

func (b *builder) spark(i int, size page.Size) *page.Spark {
	x := b.series(i)
	s := &page.Spark{Size: size, Values: b.values(i, b.places), Unit: unit(x), Zero: x.Kind != metrics.KindGauge}
	switch {
	case x.Kind == metrics.KindCounter || x.Kind == metrics.KindMeter:
		s.Form = page.FormFlow
	case x.Kind == metrics.KindGauge && x.Unit == "1" && b.Name == page.Runtime:
		s.Form = page.FormPart
	}
	return s
}

// says is the text of a state or text.
func says(x *metrics.Series) *string {
	out := page.Visible(x.Text)
	if x.Err != "" || x.Kind == metrics.KindState && len(x.States) == 0 {
		out = human.None
	}
	return &out
}

// unit is what the values of a series are in, empty for plain numbers.
func unit(x *metrics.Series) string {
	switch {
	case x.Kind == metrics.KindTimer:
		return "s"
	case x.Unit == "1":
		return ""
	}
	return x.Unit
}
