package view

import (
	"math"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/chart"
	"github.com/binnacle-go/metrics/history"
)

// chartPlaces is how many places the large charts have at most, and mapPlaces a map of cells.
const (
	chartPlaces = 200
	mapPlaces   = 60
)

// timeline is the past of the series over the range of the page, in the steps of its charts.
type timeline struct {
	from   time.Time
	step   time.Duration
	points []*history.Point // nil where nothing is known
	kept   history.Range
	in     func(time.Time) time.Time // the zone of the page
}

// timeline returns the last places of the series' past, at most all there are: those that are new suffice for an update.
func (b *builder) timeline(places int) *timeline {
	span := positive(b.Span, sparkTime)
	finest := positive(b.slots.step, time.Second)
	want := max(span/chartPlaces, finest)
	step := positive(b.reader.Range("", nil, b.slots.end.Add(want-span), b.slots.end, want).Step, want)
	count := min(max(int((span+step-1)/step), 2), places)
	last := (b.slots.end.UnixNano() + int64(step) - 1) / int64(step)
	t := &timeline{from: time.Unix(0, (last-int64(count))*int64(step)), step: step, points: make([]*history.Point, count), in: b.in}
	x := b.only()
	t.kept = b.reader.Range(x.Name, x.Labels, t.from, b.slots.end, step)
	for i := range t.kept.Points {
		at := t.kept.Start.Add(time.Duration(i) * t.kept.Step).Sub(t.from)
		if place := int(at / step); at >= 0 && place < count && t.kept.Points[i].Known {
			t.points[place] = &t.kept.Points[i]
		}
	}
	return t
}

// together is how many places share a column of a map.
func (t *timeline) together() int { return (len(t.points) + mapPlaces - 1) / mapPlaces }

// axis is below the charts: places stand at the time at which they end.
func (t *timeline) axis() chart.Axis {
	return chart.Clock(t.in(t.from.Add(t.step)), t.step, len(t.points))
}

// length is how long the range is, and end when it ends.
func (t *timeline) length() time.Duration { return time.Duration(len(t.points)) * t.step }
func (t *timeline) end() time.Time        { return t.from.Add(t.length()) }

// slot is the number of the newest place.
func (t *timeline) slot() uint64 {
	return uint64(t.from.UnixNano()/int64(t.step)) + uint64(len(t.points))
}

// values returns a number of each place.
func (t *timeline) values(of func(*history.Point) float64) []float64 {
	out := make([]float64, len(t.points))
	for i, p := range t.points {
		out[i] = math.NaN()
		if p != nil {
			out[i] = of(p)
		}
	}
	return out
}

// each returns a number for each second of the places.
func (t *timeline) each(count func(*history.Point) uint64) []float64 {
	return t.values(func(p *history.Point) float64 {
		span := p.Span
		if span <= 0 {
			span = t.step
		}
		return float64(count(p)) / span.Seconds()
	})
}

// total is all places together.
func (t *timeline) total() history.Point { return t.kept.Total() }

// percentiles are those that are drawn over time.
var percentiles = []struct {
	name  string
	share float64
}{{"p50", 0.5}, {"p90", 0.9}, {"p99", 0.99}, {"p99.9", 0.999}, {"p99.99", 0.9999}}

var percentileShares = func() (out []float64) {
	for _, p := range percentiles {
		out = append(out, p.share)
	}
	return out
}()

// quantiles returns a line for each of the percentiles.
func (t *timeline) quantiles() [][]float64 {
	out := make([][]float64, len(percentiles))
	for i := range out {
		out[i] = make([]float64, len(t.points))
	}
	var values []float64
	for place, p := range t.points {
		var d *metrics.Distribution
		if p != nil {
			d = p.Dist
		}
		values = d.AppendQuantiles(values[:0], percentileShares...)
		for i, v := range values {
			out[i][place] = v
		}
	}
	return out
}
