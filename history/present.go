package history

import (
	"slices"
	"sync/atomic"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history/internal/column"
)

// present is the latest sample and what is kept up to it. What readers see of it never changes.
type present struct {
	lent   atomic.Bool // readers may hold it
	view   *view
	total  *metrics.Snapshot
	row    *row     // of the sample; nil if there is none
	tracks []*track // of the series of total; nil where there was no room
}

func (p *present) tick() Tick { return Tick{N: p.view.next, Total: p.total} }

// known takes the series out for whose past there was no room.
func (p *present) known(series []metrics.Series) []metrics.Series {
	if !slices.Contains(p.tracks, nil) {
		return series
	}
	kept := series[:0]
	for i := range series {
		if p.tracks[i] != nil {
			kept = append(kept, series[i])
		}
	}
	return kept
}

// since adds up what each present series has done since a time.
func (p *present) since(from time.Time) *metrics.Snapshot {
	v := p.view
	step := v.coarsest(from, v.end())
	out := p.total.Since(nil)
	out.Start, out.Time = later(timeOf(slotOf(from, step), step), v.begin()), v.end()
	g := gatherers.Get().(*gatherer)
	defer g.free()
	for i := range out.Series {
		if t := p.tracks[i]; t != nil {
			v.fill(g, t, &out.Series[i], out.Start, out.Time)
		}
	}
	out.Series = p.known(out.Series)
	return out
}

// fill makes the statistics of a time of a series that holds totals. A gauge or text keeps its present value.
func (v *view) fill(g *gatherer, t *track, x *metrics.Series, from, to time.Time) {
	if !counted(x.Kind) {
		return
	}
	g.begin(1)
	v.each(&g.decoder, t.ref, from, to, func(_ int64, c *column.Cell) { g.add(0, c) })
	put(x, &g.end()[0])
	settle(x, from, to)
}

// put gives a series that holds totals the counts of a cell.
func put(x *metrics.Series, c *column.Cell) {
	x.Count, x.Errors = c.Count, c.Errors
	x.Low, x.High, x.Rejected = c.Low, c.High, c.Rejected
	x.Dist, x.States = c.Spread.Distribution(x.Dist), c.States
}

// settle gives a series that has the counts of a time what follows from them, and leaves it the slow calls of that time.
func settle(x *metrics.Series, from, to time.Time) {
	if seconds := to.Sub(from).Seconds(); x.Rates != nil && seconds > 0 {
		rates := *x.Rates
		rates.Mean = float64(x.Count) / seconds
		x.Rates = &rates
	}
	earlier := func(c metrics.SlowCall) bool { return c.End.Before(from) }
	if slices.ContainsFunc(x.Slow, earlier) {
		x.Slow = slices.DeleteFunc(slices.Clone(x.Slow), earlier)
	}
}
