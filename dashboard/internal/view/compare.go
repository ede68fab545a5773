package view

import (
	"math"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/human"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
	"github.com/binnacle-go/metrics/history"
)

// Previous as View.Compare stands for the range right before that of the page.
const Previous = "previous"

// shift is by how much the range that is compared with is earlier.
func (b *builder) shift(t *timeline) time.Duration {
	if b.Compare == Previous {
		return t.length()
	}
	return b.Shift
}

// earlier is the same range at an earlier time.
func (b *builder) earlier(t *timeline) history.Range {
	x, by := b.only(), b.shift(t)
	to := t.end()
	if end := b.slots.end; to.After(end) {
		to = end
	}
	return b.reader.Range(x.Name, x.Labels, t.from.Add(-by), to.Add(-by), t.step)
}

// compare sets the statistics of the range beside those of an earlier one.
func (b *builder) compare(t *timeline, now *history.Point, before history.Range) *page.Comparison {
	by := b.shift(t)
	from := b.in(t.from.Add(-by))
	to := from.Add(t.length())
	c := &page.Comparison{
		Name: b.compareName(by),
		When: clockRange(from, to),
		Unit: unit(b.only()),
	}
	then := before.Total()
	if !then.Known {
		c.Empty = "Nothing is kept of this series at that time."
		return c
	}
	for _, s := range b.statisticsToCompare() {
		c.Rows = append(c.Rows, page.Difference{
			Name: s.name, Form: s.form, Now: s.of(now), Earlier: s.of(&then),
		})
	}
	return c
}

func (b *builder) compareName(by time.Duration) string {
	if b.Compare == Previous {
		return "the " + Uptime(by) + " before"
	}
	return Uptime(by) + " earlier"
}

// clockRange writes a range of time of one day as people say it.
func clockRange(from, to time.Time) string {
	form := "2 Jan 15:04:05"
	if from.YearDay() == to.YearDay() {
		return from.Format(form) + " to " + to.Format("15:04:05 MST")
	}
	return from.Format(form) + " to " + to.Format(form+" MST")
}

// compared is a statistic that two ranges are compared by.
type compared struct {
	name string
	form page.Form
	of   func(*history.Point) float64
}

func (b *builder) statisticsToCompare() []compared {
	x := b.only()
	rate := compared{"rate", page.FormRate, func(p *history.Point) float64 { return eventsASecond(p.Count, p) }}
	count := compared{"count", page.FormTotal, func(p *history.Point) float64 { return float64(p.Count) }}
	switch x.Kind {
	case metrics.KindCounter, metrics.KindMeter:
		rate.form = page.FormFlow
		return []compared{rate, count}
	case metrics.KindGauge:
		return []compared{
			{"last", page.FormValue, func(p *history.Point) float64 { return p.Value }},
			{"lowest", page.FormValue, func(p *history.Point) float64 { return p.Min }},
			{"highest", page.FormValue, func(p *history.Point) float64 { return p.Max }},
		}
	case metrics.KindState:
		return b.statesToCompare()
	case metrics.KindTimer, metrics.KindHistogram:
		out := []compared{rate, count}
		if x.Kind == metrics.KindTimer {
			out = append(out, compared{"errors", page.FormShare, func(p *history.Point) float64 { return part(p.Errors, p.Count) }})
		}
		for _, s := range spread {
			out = append(out, compared{s.name, page.FormValue, func(p *history.Point) float64 { return s.of(p.Dist) }})
		}
		return out
	}
	return nil
}

func eventsASecond(n uint64, p *history.Point) float64 {
	if p.Span <= 0 {
		return math.NaN()
	}
	return float64(n) / p.Span.Seconds()
}

// statesToCompare are the shares of time of each state.
func (b *builder) statesToCompare() []compared {
	var out []compared
	for _, s := range b.only().States {
		out = append(out, compared{page.Visible(s.State), page.FormShare, func(p *history.Point) float64 {
			return stateShare(p.States, s.State)
		}})
	}
	return out
}

func stateShare(states []metrics.StateTime, name string) float64 {
	var all, in time.Duration
	for _, s := range states {
		all += s.Time
		if s.State == name {
			in += s.Time
		}
	}
	if all <= 0 {
		return math.NaN()
	}
	return float64(in) / float64(all)
}

// compareChoices are the earlier ranges that a page offers to compare with.
func (b *builder) compareChoices(t *timeline) []page.Choice {
	length := t.length()
	out := []page.Choice{{Value: "", Name: "nothing"}, {Value: Previous, Name: "the " + Uptime(length) + " before"}}
	for _, d := range []time.Duration{time.Hour, 24 * time.Hour} {
		if d > length {
			out = append(out, page.Choice{Value: shortest(d), Name: Uptime(d) + " earlier"})
		}
	}
	for _, c := range out {
		if c.Value == b.Compare {
			return out
		}
	}
	return append(out, page.Choice{Value: b.Compare, Name: b.compareName(b.Shift)})
}

// shortest writes a duration of full hours for a query string.
func shortest(d time.Duration) string { return human.Number(d.Hours()) + "h" }
