package view

import (
	"time"

	"github.com/binnacle-go/metrics/dashboard/internal/human"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
)

// cells says what each cell of a map over time tells, where that was asked for.
func (b *builder) cells(t *timeline, columns, rows int, row func(int) string, text func(column, row int) string) *page.Cells {
	if !b.Cells {
		return nil
	}
	out := &page.Cells{}
	for i := range rows {
		out.Rows = append(out.Rows, row(i))
	}
	together := t.together()
	for c := range columns {
		texts := make([]string, rows)
		for i := range texts {
			texts[i] = text(c, i)
		}
		out.Columns = append(out.Columns, t.name(c*together, (c+1)*together))
		out.Texts = append(out.Texts, texts)
	}
	return out
}

// name says when some places are: from one to the beginning of another.
func (t *timeline) name(first, behind int) string {
	from := t.in(t.from.Add(time.Duration(first) * t.step))
	to := t.in(t.from.Add(time.Duration(min(behind, len(t.points))) * t.step))
	form := time.TimeOnly
	if t.length() > 24*time.Hour {
		form = "2 Jan 15:04"
	}
	return from.Format(form) + " to " + to.Format(form)
}

// values says how many values there are.
func values(n uint64) string {
	switch n {
	case 0:
		return ""
	case 1:
		return "1 value"
	}
	return page.Grouped(n) + " values"
}

// shareOfTime says which part of a time a state lasted.
func shareOfTime(share float64) string {
	if !(share > 0) {
		return ""
	}
	return human.Share(share) + " of the time"
}
