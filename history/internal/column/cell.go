package column

import (
	"math"
	"slices"

	"github.com/binnacle-go/metrics"
)

// A Cell is what one series did in one slot.
type Cell struct {
	Span   uint64 // samples' steps that it tells of; 0 is a gap: nothing is known
	Count  uint64 // counters and meters: events; timers and histograms: observations
	Errors uint64
	Low    uint64
	High   uint64

	Rejected       uint64
	Last, Min, Max float64 // gauges; Min and Max of the samples that were numbers, NaN if none was
	Spread         Spread
	States         []metrics.StateTime
	Text           string
}

// Gauge sets the value of a gauge that was sampled once.
func (c *Cell) Gauge(v float64) { c.Last, c.Min, c.Max = v, v, v }

// Add counts what came after c, except its spread.
func (c *Cell) Add(later *Cell) {
	if later.Span == 0 {
		return
	}
	if c.Span == 0 {
		c.Min, c.Max = later.Min, later.Max
	}
	c.Span += later.Span
	c.Count += later.Count
	c.Errors += later.Errors
	c.Low += later.Low
	c.High += later.High
	c.Rejected += later.Rejected
	c.Last, c.Min, c.Max = later.Last, lower(c.Min, later.Min), -lower(-c.Max, -later.Max)
	c.Text = later.Text
	if len(later.States) > 0 {
		c.States = joinStates(c.States, later.States)
	}
}

// lower is the lower one of two values that may be absent.
func lower(a, b float64) float64 {
	if math.IsNaN(a) || b < a {
		return b
	}
	return a
}

// joinStates adds up the times by state. The current state is the later one. What it is given stays as it is.
func joinStates(before, after []metrics.StateTime) []metrics.StateTime {
	out := slices.Clone(before)
	for i := range out {
		out[i].Current = false
	}
	for _, a := range after {
		i := slices.IndexFunc(out, func(b metrics.StateTime) bool { return b.State == a.State })
		if i < 0 {
			out = append(out, a)
			continue
		}
		out[i].Time += a.Time
		out[i].Current = a.Current
	}
	return out
}
