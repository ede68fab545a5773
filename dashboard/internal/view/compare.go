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
func (b *builder) shift() time.Duration {
	if b.Compare == Previous {
		return b.length()
	}
	return b.Shift
}

// length is how long the range of the page is.
func (b *builder) length() time.Duration { return positive(b.Span, sparkTime) }

// bounds are those of the samples that the statistics of the page are of, which may be fewer than the range asks for.
func (b *builder) bounds() (from, to time.Time) {
	length := b.sample.window.Time.Sub(b.sample.window.Start).Round(b.slots.step)
	return b.slots.end.Add(-length), b.slots.end
}

// ofTheWindow are the statistics of the range as the table of statistics has them: charts begin with a whole place.
func (b *builder) ofTheWindow(total history.Point) *history.Point {
	w := b.sample.in(b.sample.window, b.selected[0])
	from, to := b.bounds()
	total.Span = to.Sub(from)
	total.Count, total.Errors, total.Dist, total.States = w.Count, w.Errors, w.Dist, w.States
	return &total
}

// earlier are the bounds of the same range at an earlier time. What is that old is kept in longer slots: the nearest ends
// of slots make it as long as the range, and not longer by a part of a slot at each end.
func (b *builder) earlier() (from, to time.Time) {
	from, to = b.bounds()
	from, to = from.Add(-b.shift()), to.Add(-b.shift())
	slot := b.reader.Range("", nil, from, to, 0).Step
	if slot <= 0 {
		return from, to
	}
	from, to = nearest(from, slot), nearest(to, slot)
	if !to.After(from) {
		to = from.Add(slot)
	}
	return from, to
}

// nearest is the end of a slot that is nearest to a time.
func nearest(t time.Time, slot time.Duration) time.Time {
	over := time.Duration(t.UnixNano() % int64(slot))
	if over < (slot+1)/2 {
		return t.Add(-over)
	}
	return t.Add(slot - over)
}

// compare sets the statistics of the range beside those of an earlier one, which it returns too.
func (b *builder) compare(now *history.Point) (*page.Comparison, history.Point) {
	from, to := b.earlier()
	x := b.only()
	then := b.reader.Range(x.Name, x.Labels, from, to, 0).Total()
	c := &page.Comparison{
		Name: b.compareName(b.shift()),
		When: b.clockRange(b.bounds()) + " against " + b.clockRange(from, to),
		Unit: unit(x),
	}
	if !then.Known {
		c.Empty = "Nothing is kept of this series at that time."
		return c, then
	}
	if then.Span < to.Sub(from)-2*b.slots.step {
		c.When += ", of which " + Uptime(then.Span) + " is kept"
	}
	for _, s := range b.statisticsToCompare() {
		c.Rows = append(c.Rows, page.Difference{
			Name: s.name, Form: s.form, Now: s.of(now), Earlier: s.of(&then),
		})
	}
	return c, then
}

func (b *builder) compareName(by time.Duration) string {
	if b.Compare == Previous {
		return "the " + Uptime(by) + " before"
	}
	return Uptime(by) + " earlier"
}

// clockRange writes a range of time of one day as people say it.
func (b *builder) clockRange(from, to time.Time) string {
	from, to = b.in(from), b.in(to)
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
func (b *builder) compareChoices() []page.Choice {
	length := b.length()
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
