package view

import (
	"cmp"
	"slices"
	"strings"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/human"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
)

const mostSlow = 5

// slowCall is one of the slowest recent calls of a series.
type slowCall struct {
	*metrics.SlowCall
	of int
}

// slowCalls are the slowest recent calls of all selected timers, the slowest first.
func (b *builder) slowCalls(most int) []slowCall {
	var out []slowCall
	for _, i := range b.selected {
		x := b.series(i)
		for j := range x.Slow {
			if len(out) == most && x.Slow[j].Duration <= out[most-1].Duration {
				break // the others of this series are no slower
			}
			out = insert(out, slowCall{&x.Slow[j], i}, most)
		}
	}
	return out
}

// insert keeps the slowest calls in order.
func insert(calls []slowCall, c slowCall, most int) []slowCall {
	at, _ := slices.BinarySearchFunc(calls, c, func(a, b slowCall) int { return cmp.Compare(b.Duration, a.Duration) })
	calls = slices.Insert(calls, at, c)
	return calls[:min(len(calls), most)]
}

// slowList shows the slowest calls.
func (b *builder) slowList() *page.List {
	l := &page.List{
		ID: "slowest", Key: "s", Heading: "Slowest calls", Note: page.Text{Value: "of the last 5 minutes"},
		None:    "No timer has kept a slow call in the last 5 minutes.",
		Columns: []string{"Timer", "Took", "Ended", "Attributes"},
	}
	for _, c := range b.slowCalls(mostSlow) {
		l.Entries = append(l.Entries, b.slowEntry(c))
	}
	return l.Fill(mostSlow)
}

func (b *builder) slowEntry(c slowCall) page.Entry {
	x := b.series(c.of)
	about := attributes(c.Attrs)
	if c.Err != "" {
		about = strings.TrimSpace(page.Visible(c.Err) + "  " + about)
	}
	return b.entry(x, human.Duration(c.Duration.Seconds()), b.in(c.End).Format("15:04:05"), about)
}
