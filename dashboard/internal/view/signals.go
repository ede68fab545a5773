package view

import (
	"math"

	"github.com/binnacle-go/metrics/dashboard/internal/page"
	"github.com/binnacle-go/metrics/history"
)

// A signal is a number that many series have together.
type signal struct {
	name, help string
	form       page.Form
	unit       string
	of         func(*history.Point) float64 // in a span of time
	recent     bool                         // the number is that of the last seconds, else of the window
}

// signals are how much is done, how much of that fails and how long it takes.
var signals = []signal{
	{"Calls", "calls a second", page.FormRate, "", perSecond, true},
	{"Errors", "part of the calls that failed", page.FormShare, "", func(p *history.Point) float64 { return part(p.Errors, p.Count) }, false},
	{"p99", "one call in a hundred took longer", page.FormValue, "s", func(p *history.Point) float64 { return p.Dist.Quantile(0.99) }, false},
}

func perSecond(p *history.Point) float64 {
	if s := p.Span.Seconds(); s > 0 {
		return float64(p.Count) / s
	}
	return math.NaN()
}

// signalTable shows the signals of a subject, and how full the program is.
func (b *builder) signalTable(s *subject) *page.Table {
	t := &page.Table{
		ID: "signals", Heading: "Service", Name: "Signal", Chart: "Trend",
		Columns: []page.Column{{Name: "Now"}}, Note: page.Text{Key: "subject", Value: s.describe()},
	}
	if s != nil {
		window, recent := b.together(b.sample.window, s.timers), b.together(b.sample.now, s.timers)
		past := b.before(s.timers, b.places)
		for _, signal := range signals {
			t.Rows = append(t.Rows, b.signal(&signal, &window, &recent, past, b.more(s)))
		}
		if len(s.inFlight) > 0 {
			t.Rows = append(t.Rows, b.inFlight(s))
		}
	}
	if wait := b.named(schedulerWait); len(wait) > 0 {
		t.Rows = append(t.Rows, b.waiting(wait))
	}
	for i := range t.Rows {
		t.Rows[i].Index = len(b.sample.tick.Total.Series) + i
	}
	return t
}

// signal makes the row of a signal.
func (b *builder) signal(s *signal, window, recent *history.Point, past []history.Point, more page.Place) *page.Row {
	number := window
	if s.recent {
		number = recent
	}
	values := make([]float64, len(past))
	for i := range past {
		values[i] = math.NaN()
		if past[i].Known {
			values[i] = s.of(&past[i])
		}
	}
	values[len(values)-1] = s.of(recent)
	return &page.Row{
		Name: s.name, Help: s.help, Href: b.link(more), Unit: s.unit,
		Cells: []page.Cell{{Form: s.form, Now: true, Drawn: s.recent, Value: s.of(number)}},
		Spark: &page.Spark{Size: page.Tile, Values: values, Zero: true, Form: s.form, Unit: s.unit},
	}
}

// inFlight is how many calls are under way.
func (b *builder) inFlight(s *subject) *page.Row {
	now := 0.0
	for _, i := range s.inFlight {
		if v := b.series(i).Value; !math.IsNaN(v) {
			now += v
		}
	}
	past := b.before(s.inFlight, b.places)
	count := signal{name: "In flight", help: "calls that are under way", recent: true, of: func(p *history.Point) float64 { return p.Value }}
	present := history.Point{Known: true, Value: now}
	return b.signal(&count, &present, &present, past, b.more(s))
}

// waiting is how long goroutines wait for a processor: it rises before anything else when the program has too much to
// do.
func (b *builder) waiting(timers []int) *page.Row {
	window, recent := b.together(b.sample.window, timers), b.together(b.sample.now, timers)
	tail := signals[len(signals)-1]
	tail.name, tail.help = "CPU wait", "p99 of the time that goroutines wait for a processor"
	return b.signal(&tail, &window, &recent, b.before(timers, b.places), b.place().At("").In(page.Runtime))
}
