package history

import (
	"math"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history/internal/column"
)

// A Range is the recent past of one series: Points[i] covers the Step that begins at Start + i*Step.
type Range struct {
	Start  time.Time
	Step   time.Duration
	Points []Point

	// Resolution is the step of the coarsest slots that the points were made of.
	Resolution time.Duration
	// RelativeError is how far the quantiles of the points are off at most, as a share of the true value: 0.008 for
	// distributions that are kept whole at 2 digits. It is zero where no distribution is in the range; all else is
	// exact.
	RelativeError float64
	// Slow are the slowest calls that a timer has kept, up to three of each minute, by their ends. A black box has none.
	Slow []metrics.SlowCall
}

// A Point is what a series did in one step. What is kept of a step that was coarsened or came late is in the point in
// which it ended.
type Point struct {
	Known   bool // false: there is no sample of that time, or the series did not exist
	Partial bool // the step has not ended yet
	// Span is the time that the point tells of: the step, less if there are gaps in it or it is partial, and more if a
	// sample came late and tells of gaps before the step too. Rates are counts divided by it. Zero stands for
	// the step.
	Span     time.Duration
	Count    uint64  // counters and meters: events; timers and histograms: observations
	Errors   uint64  // timers: failed calls
	Low      uint64  // timers and histograms: observations clamped to the low end of the range
	High     uint64  // timers and histograms: observations clamped to the high end
	Rejected uint64  // histograms: observations refused because they were NaN or infinite
	Value    float64 // gauges: the last value; NaN where there was none
	Min, Max float64 // gauges: of the samples; NaN where there was none

	Dist   *metrics.Distribution // timers and histograms: nil when nothing was observed
	States []metrics.StateTime   // states: the time spent in each
	Text   string                // texts: the last one
}

func pointOf(kind metrics.Kind, c *column.Cell, step time.Duration) Point {
	p := Point{
		Known: c.Span > 0, Span: time.Duration(c.Span) * step, Count: c.Count, Errors: c.Errors,
		Low: c.Low, High: c.High, Rejected: c.Rejected, Value: math.NaN(), Min: math.NaN(), Max: math.NaN(),
		Dist: c.Spread.Distribution(nil), States: c.States, Text: c.Text,
	}
	if kind == metrics.KindGauge && p.Known {
		p.Value, p.Min, p.Max = c.Last, c.Min, c.Max
	}
	return p
}

// end is when the first n points end.
func (r *Range) end(n int) time.Time { return r.Start.Add(time.Duration(n) * r.Step) }

// End returns when the last point ends.
func (r Range) End() time.Time { return r.end(len(r.Points)) }

// Total returns all points together. Its quantiles come from merged counts and are within the same RelativeError.
func (r Range) Total() Point {
	total := Point{Value: math.NaN(), Min: math.NaN(), Max: math.NaN()}
	dists := make([]*metrics.Distribution, 0, len(r.Points))
	for i := range r.Points {
		if p := &r.Points[i]; p.Known {
			total.add(p)
			dists = append(dists, p.Dist)
		}
	}
	total.Dist = total.Dist.Merge(dists...)
	return total
}

// add counts a later point, except its distribution.
func (p *Point) add(later *Point) {
	sum := column.Cell{Span: 1, Count: p.Count, Errors: p.Errors, Low: p.Low, High: p.High, Rejected: p.Rejected,
		Last: p.Value, Min: p.Min, Max: p.Max, States: p.States, Text: p.Text}
	sum.Add(&column.Cell{Span: 1, Count: later.Count, Errors: later.Errors, Low: later.Low, High: later.High,
		Rejected: later.Rejected, Last: later.Value, Min: later.Min, Max: later.Max, States: later.States, Text: later.Text})
	*p = Point{
		Known: true, Partial: later.Partial, Span: p.Span + later.Span, Count: sum.Count, Errors: sum.Errors,
		Low: sum.Low, High: sum.High, Rejected: sum.Rejected, Value: sum.Last, Min: sum.Min, Max: sum.Max,
		States: sum.States, Text: sum.Text,
	}
}

// Values returns the one number of each point that tells most about a series of that kind: events a second of
// counters and meters, the value of gauges, the p99 of timers and histograms. It is NaN in gaps, and where nothing
// was observed.
func (r Range) Values(kind metrics.Kind) []float64 {
	out := make([]float64, len(r.Points))
	for i := range r.Points {
		out[i] = r.number(kind, &r.Points[i])
	}
	return out
}

func (r *Range) number(kind metrics.Kind, p *Point) float64 {
	if !p.Known {
		return math.NaN()
	}
	span := p.Span
	if span <= 0 {
		span = r.Step
	}
	switch kind {
	case metrics.KindCounter, metrics.KindMeter:
		return float64(p.Count) / span.Seconds()
	case metrics.KindGauge:
		return p.Value
	case metrics.KindTimer, metrics.KindHistogram:
		return p.Dist.Quantile(0.99)
	}
	return math.NaN()
}
