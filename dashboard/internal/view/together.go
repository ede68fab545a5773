package view

import (
	"math"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history"
)

// together adds up what timers observed in an interval.
func (b *builder) together(in *metrics.Snapshot, timers []int) history.Point {
	out := b.calls(in, timers)
	dists := make([]*metrics.Distribution, len(timers))
	for k, i := range timers {
		dists[k] = b.sample.in(in, i).Dist
	}
	out.Dist = out.Dist.Merge(dists...)
	return out
}

// calls is the same without the distribution, which costs most.
func (b *builder) calls(in *metrics.Snapshot, timers []int) history.Point {
	out := history.Point{Known: true, Span: in.Time.Sub(in.Start)}
	for _, i := range timers {
		x := b.sample.in(in, i)
		out.Count += x.Count
		out.Errors += x.Errors
	}
	return out
}

// before adds up what several series did in each of the last n places of a sparkline. The last place is left to the
// present.
func (b *builder) before(series []int, n int) []history.Point {
	dists := make([][]*metrics.Distribution, n)
	out := b.added(series, n, func(place int, p *history.Point) { dists[place] = append(dists[place], p.Dist) })
	for place, all := range dists {
		out[place].Dist = out[place].Dist.Merge(all...)
	}
	return out
}

// counted is the same without the distributions, which cost most.
func (b *builder) counted(series []int, n int) []history.Point {
	return b.added(series, n, func(int, *history.Point) {})
}

func (b *builder) added(series []int, n int, also func(place int, p *history.Point)) []history.Point {
	out := make([]history.Point, n)
	if n < 2 {
		return out
	}
	first := time.Unix(0, int64(b.slots.last+1-uint64(n))*int64(b.slots.length))
	for _, i := range series {
		x := b.series(i)
		r := b.reader.Range(x.Name, x.Labels, first, b.slots.end, b.slots.length)
		b.slots.each(&r, first, n, func(place int, p *history.Point) {
			gather(&out[place], p, r.Step)
			also(place, p)
		})
	}
	return out
}

// gather adds a point of another series at the same time, except for its distribution.
func gather(sum, p *history.Point, step time.Duration) {
	if !p.Known {
		return
	}
	if !sum.Known {
		*sum = history.Point{Known: true}
	}
	span := p.Span
	if span <= 0 {
		span = step
	}
	sum.Span = max(sum.Span, span)
	sum.Count += p.Count
	sum.Errors += p.Errors
	if !math.IsNaN(p.Value) {
		sum.Value += p.Value
	}
}

// each calls a function with the points of a range and the places that they fill, of n places from a time on.
func (s *slots) each(r *history.Range, from time.Time, n int, f func(place int, p *history.Point)) {
	for j := range r.Points {
		at := r.Start.Add(time.Duration(j) * r.Step).Sub(from)
		end := at + max(r.Step, s.length) // a longer step is as true of each place in it
		for place := max(at/s.length, 0); place < end/s.length && place < time.Duration(n); place++ {
			f(int(place), &r.Points[j])
		}
	}
}
