package view

import (
	"math"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/chart"
	"github.com/binnacle-go/metrics/dashboard/internal/human"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
)

const (
	nineStep    = 0.1 // of the axis of nines
	curvePlaces = 80  // of the cumulative curve
	mostNines   = 5
)

// curve is a distribution that curves are drawn of.
type curve struct {
	name, class string
	dist        *metrics.Distribution
}

// curves are the curves of what the range holds and, if it is compared, of an earlier one.
func (b *builder) curves(all []curve) []page.Plot {
	if all[0].dist.Count() == 0 {
		return nil
	}
	if len(all) > 1 && all[1].dist.Count() == 0 {
		all = all[:1]
	}
	out := []page.Plot{b.nines(all)}
	if p, ok := b.cumulative(all); ok {
		out = append(out, p)
	}
	return out
}

// nines is the curve of percentiles on an axis that gives each further nine the same room.
func (b *builder) nines(all []curve) page.Plot {
	decades := 1.0
	for _, c := range all {
		decades = max(decades, math.Ceil(math.Log10(float64(c.dist.Count()))))
	}
	decades = min(max(decades, 2), mostNines)
	p := page.Plot{ID: "nines", Heading: "Percentile curve", Unit: unit(b.only())}
	p.Log, p.Zero = true, true
	p.X = chart.Axis{Step: nineStep, Count: int(decades/nineStep+0.5) + 1}
	for n := 0; float64(n) <= decades; n++ {
		p.X.Ticks = append(p.X.Ticks, chart.Tick{At: float64(n) / decades, Label: nineName(n)})
	}
	for _, c := range all {
		var shares []float64
		for i := range p.X.Count {
			shares = append(shares, 1-math.Pow(10, -float64(i)*nineStep))
		}
		p.Lines = append(p.Lines, line(c.name, c.class, c.dist.AppendQuantiles(nil, shares...)))
	}
	return p
}

// nineName is the percentile with so many nines.
func nineName(n int) string {
	return []string{"0 %", "90", "99", "99.9", "99.99", "99.999"}[n]
}

// cumulative is the curve of which share of the values is at most so large. It is not ok where all are zero.
func (b *builder) cumulative(all []curve) (page.Plot, bool) {
	low, high := math.NaN(), math.NaN()
	for _, c := range all {
		c.dist.Buckets(func(from, to float64, _ uint64) bool {
			if from > 0 && !(low <= (from+to)/2) {
				low = (from + to) / 2
			}
			if !(high >= to) {
				high = to
			}
			return true
		})
	}
	if !(high > low) {
		return page.Plot{}, false
	}
	if high < low*1.1 { // a curve needs some width
		low, high = low/1.1, high*1.1
	}
	p := page.Plot{ID: "cumulative", Heading: "Cumulative share", Form: page.FormShare, XUnit: unit(b.only())}
	from, to := math.Log10(low), math.Log10(high)
	p.Zero, p.Top = true, 1
	p.X = chart.Axis{First: from, Step: (to - from) / (curvePlaces - 1), Count: curvePlaces}
	p.X.Ticks = powers(low, high, p.XUnit)
	for _, c := range all {
		p.Lines = append(p.Lines, line(c.name, c.class, shareBelow(c.dist, &p.X)))
	}
	return p, true
}

func shareBelow(d *metrics.Distribution, x *chart.Axis) []float64 {
	var limits, out []float64
	for i := range x.Count {
		limits = append(limits, math.Pow(10, x.First+float64(i)*x.Step))
	}
	for _, n := range d.AppendCountsAtOrBelow(nil, limits...) {
		out = append(out, part(n, d.Count()))
	}
	return out
}

// powers marks powers of ten on a horizontal axis, or more if these are few.
func powers(low, high float64, unit string) []chart.Tick {
	p := chart.Plot{Log: true, Lines: []chart.Line{{Values: []float64{low, high}}}}
	s := p.Scale()
	var out []chart.Tick
	for _, v := range s.Ticks {
		if at := math.Log(v/low) / math.Log(high/low); at > -1e-9 && at < 1+1e-9 {
			out = append(out, chart.Tick{At: at, Label: human.Value(v, unit)})
		}
	}
	return out
}
