package view

import (
	"log/slog"
	"strconv"
	"strings"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/human"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
	"github.com/binnacle-go/metrics/history"
)

// alone reports whether the page is that of one series.
func (b *builder) alone() bool {
	return b.Name == page.Overview && len(b.selected) == 1 && !b.place().Everything()
}

// detail is what there is to say of the series when it is the only one and was asked for.
func (b *builder) detail() *page.Detail {
	if !b.alone() {
		return nil
	}
	i, x := b.selected[0], b.only()
	d := &page.Detail{Ranges: []page.Text{b.windowNote(), {Value: b.lifeName()}}}
	switch x.Kind {
	case metrics.KindTimer, metrics.KindHistogram:
		d.Heading, d.Stats = "Distribution", b.statistics(i)
	case metrics.KindMeter:
		d.Heading, d.Stats = "Moving rates", rates(x)
		d.Ranges = []page.Text{{Value: "rate"}}
	case metrics.KindState:
		d.Heading, d.Stats = "Time in each state", b.times(i)
	}
	if b.whole {
		t := b.timeline(chartPlaces)
		b.explain(d, x, t)
		b.draw(d, x, t)
	} else {
		t := b.timeline(1)
		b.tail(d, t, b.plots(t, x))
	}
	b.onlyRange(d)
	return d
}

// explain adds what does not change from one sample to the next.
func (b *builder) explain(d *page.Detail, x *metrics.Series, t *timeline) {
	_, last := split(x.Name)
	d.Name, d.Help = page.Visible(last), x.Help
	d.Facts = b.define(x, t)
	if x.Kind == metrics.KindTimer {
		d.Slow, d.NoSlow = b.slowOfRange(t), noSlow
	}
	if b.Samples != nil {
		d.Samples = b.Samples(b.sample.tick.Total, x)
	}
	for _, name := range b.sample.tick.Total.RollupsOf(x.Name) {
		d.RollsUp = append(d.RollsUp, page.Crumb{Name: page.Visible(name), Href: b.place().At(name).URL()})
	}
}

// noSlow says why there may be no slow calls.
const noSlow = "None is kept of this range: calls that Observe counts are not, nor are those in a black box."

// draw adds the charts of the range.
func (b *builder) draw(d *page.Detail, x *metrics.Series, t *timeline) {
	d.From, d.To = t.from.UTC(), t.end().UTC()
	d.Covers = b.windowNote().Value
	b.tail(d, t, b.plots(t, x))
	total := t.total()
	now := b.ofTheWindow(total)
	all := []curve{{d.Covers, "a0", now.Dist}}
	if b.Compare != "" && x.Kind != metrics.KindText {
		var then history.Point
		d.Compare, then = b.compare(now)
		all = append(all, curve{d.Compare.Name, "then", then.Dist})
	}
	switch x.Kind {
	case metrics.KindTimer, metrics.KindHistogram:
		d.Heat, d.Curves = b.heat(t, total.Dist), b.curves(all)
	case metrics.KindState:
		d.Heat = b.states(t, x)
	case metrics.KindText:
		d.Changes = b.changes(t)
		return
	}
	d.Choices = b.compareChoices()
}

func attributes(attrs []slog.Attr) string {
	var out []string
	for _, a := range attrs {
		out = append(out, page.Visible(a.String()))
	}
	return strings.Join(out, "  ")
}

// spread are the statistics of a distribution, as people read them from the middle outwards.
var spread = []struct {
	name, key string
	of        func(*metrics.Distribution) float64
}{
	{"min", "min", (*metrics.Distribution).Min},
	{"p50", "p50", quantile(0.5)},
	{"p75", "p75", quantile(0.75)},
	{"p90", "p90", quantile(0.9)},
	{"p95", "p95", quantile(0.95)},
	{"p99", "p99", quantile(0.99)},
	{"p99.9", "p999", quantile(0.999)},
	{"p99.99", "p9999", quantile(0.9999)},
	{"max", "max", (*metrics.Distribution).Max},
	{"mean", "mean", (*metrics.Distribution).Mean},
	{"std dev", "sd", (*metrics.Distribution).StdDev},
}

func quantile(q float64) func(*metrics.Distribution) float64 {
	return func(d *metrics.Distribution) float64 { return d.Quantile(q) }
}

// statistics are those of the window and of the whole life of a timer or histogram.
func (b *builder) statistics(i int) []page.Stat {
	x, w := b.only(), b.sample.in(b.sample.window, i)
	out := []page.Stat{{Name: "count", Values: []page.Text{
		{Key: "wcount", Value: page.Grouped(w.Count)}, {Key: "tcount", Value: page.Grouped(x.Count)},
	}}}
	if x.Kind == metrics.KindTimer {
		out = append(out, page.Stat{Name: "errors", Values: []page.Text{
			{Key: "werrors", Value: page.Grouped(w.Errors)}, {Key: "terrors", Value: page.Grouped(x.Errors)},
		}})
	}
	for _, s := range spread {
		out = append(out, page.Stat{Name: s.name, Values: []page.Text{
			{Key: "w" + s.key, Value: human.Value(s.of(w.Dist), unit(x))},
			{Key: "t" + s.key, Value: human.Value(s.of(x.Dist), unit(x))},
		}})
	}
	return append(out, b.losses(x)...)
}

// losses are what did not fit, where there is any.
func (b *builder) losses(x *metrics.Series) []page.Stat {
	var out []page.Stat
	for _, l := range []struct {
		name, key string
		n         uint64
	}{{"below range", "low", x.Low}, {"beyond range", "high", x.High}, {"rejected", "rejected", x.Rejected}} {
		if l.n > 0 {
			out = append(out, page.Stat{Name: l.name, Values: []page.Text{{}, {Key: l.key, Value: page.Grouped(l.n)}}})
		}
	}
	return out
}

// rates are the moving rates of a meter.
func rates(x *metrics.Series) []page.Stat {
	if x.Rates == nil {
		return nil
	}
	var out []page.Stat
	for _, r := range []struct {
		name, key string
		v         float64
	}{
		{"1 minute", "m1", x.Rates.M1}, {"5 minutes", "m5", x.Rates.M5},
		{"15 minutes", "m15", x.Rates.M15}, {"since the start", "mean", x.Rates.Mean},
	} {
		out = append(out, page.Stat{Name: r.name, Values: []page.Text{{Key: r.key, Value: page.FormFlow.Write(r.v, x.Unit)}}})
	}
	return out
}

// times are the times that were spent in each state.
func (b *builder) times(i int) []page.Stat {
	x, w := b.only(), b.sample.in(b.sample.window, i)
	var out []page.Stat
	for n, s := range x.States {
		recent := time.Duration(0)
		for _, r := range w.States {
			if r.State == s.State {
				recent = r.Time
			}
		}
		key := strconv.Itoa(n)
		out = append(out, page.Stat{Name: page.Visible(s.State), Values: []page.Text{
			{Key: "w" + key, Value: human.Duration(recent.Seconds())}, {Key: "t" + key, Value: human.Duration(s.Time.Seconds())},
		}})
	}
	return out
}
