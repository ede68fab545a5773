package view

import (
	"strconv"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/chart"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
	"github.com/binnacle-go/metrics/history"
)

// plots are the charts over time of a series of some kind. Texts have none; states have a map.
func (b *builder) plots(t *timeline, x *metrics.Series) []page.Plot {
	switch x.Kind {
	case metrics.KindTimer:
		rates := b.plot(t, "rate", "Calls and errors", page.FormRate,
			line("calls", "a0", t.each(counted)), line("errors", "bad", t.each(failed)))
		return []page.Plot{b.latency(t), rates}
	case metrics.KindHistogram:
		return []page.Plot{b.latency(t), b.plot(t, "rate", "Observations", page.FormRate, line("rate", "a0", t.each(counted)))}
	case metrics.KindCounter, metrics.KindMeter:
		rate := b.plot(t, "rate", "Rate", page.FormFlow, line("rate", "a0", t.each(counted)))
		total := b.plot(t, "total", b.totalName(), page.FormValue, line("total", "a0", t.running(b.sampled().Count)))
		total.Zero = false
		return []page.Plot{rate, total}
	case metrics.KindGauge:
		l := line("value", "a0", t.values(func(p *history.Point) float64 { return p.Value }))
		l.Low = t.values(func(p *history.Point) float64 { return p.Min })
		l.High = t.values(func(p *history.Point) float64 { return p.Max })
		p := b.plot(t, "value", "Value", page.FormValue, l)
		p.Zero = false
		return []page.Plot{p}
	}
	return nil
}

func counted(p *history.Point) uint64 { return p.Count }
func failed(p *history.Point) uint64  { return p.Errors }

func line(name, class string, values []float64) chart.Line {
	return chart.Line{Name: name, Class: class, Values: values}
}

// plot is a chart over time.
func (b *builder) plot(t *timeline, id, heading string, form page.Form, lines ...chart.Line) page.Plot {
	p := page.Plot{ID: id, Heading: heading, Form: form, Unit: unit(b.only()), Time: true}
	p.Zero, p.Lines = true, lines
	if b.whole {
		p.X = t.axis()
	}
	return p
}

// latency is the chart of percentiles over time.
func (b *builder) latency(t *timeline) page.Plot {
	var lines []chart.Line
	for i, values := range t.quantiles() {
		lines = append(lines, line(percentiles[i].name, "q"+strconv.Itoa(i), values))
	}
	heading := "Percentiles"
	if b.only().Kind == metrics.KindTimer {
		heading = "Latency"
	}
	p := b.plot(t, "percentiles", heading, page.FormValue, lines...)
	p.Log = true
	return p
}

// running is the total at the end of each place, given that of the last one. A total counts what happened before the
// range too, unless only the range is known.
func (t *timeline) running(total uint64) []float64 {
	out := t.values(func(*history.Point) float64 { return 0 })
	for i := len(out) - 1; i >= 0; i-- {
		if t.points[i] != nil {
			out[i] = float64(total)
			total -= min(t.points[i].Count, total)
		}
	}
	return out
}

// ahead is a history whose totals reach beyond its latest sample, where charts end.
type ahead interface {
	Sampled() *metrics.Snapshot
}

// sampled is the only series as it was at the latest sample.
func (b *builder) sampled() *metrics.Series {
	if r, ok := b.reader.(ahead); ok {
		return b.sample.in(r.Sampled(), b.selected[0])
	}
	return b.only()
}

func (b *builder) totalName() string {
	if b.From != "" {
		return "Total of the range"
	}
	return "Total"
}

// tail adds the plots, and what they gained with the newest sample: what the script draws without asking for more.
func (b *builder) tail(d *page.Detail, t *timeline, plots []page.Plot) {
	if len(plots) == 0 {
		return
	}
	plots[0].Large, plots[0].Choose = true, true
	d.Plots, d.Step = plots, t.step
	if !b.past() {
		d.Tail = page.Tail(b.sample.tick.N, t.slot(), plots)
	}
}
