package view

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/chart"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
	"github.com/binnacle-go/metrics/history"
)

// plotted returns a line of a chart.
func plotted(t *testing.T, plots []page.Plot, id, name string) []float64 {
	t.Helper()
	for i := range plots {
		for _, l := range plots[i].Lines {
			if plots[i].ID == id && l.Name == name {
				return l.Values
			}
		}
	}
	t.Fatalf("there is no line %s in a chart %s", name, id)
	return nil
}

// near checks a line against exact values, the newest last; NaN is a gap.
func near(t *testing.T, what string, got, want []float64, off float64) {
	t.Helper()
	got = got[len(got)-len(want):]
	for i := range want {
		if math.IsNaN(want[i]) != math.IsNaN(got[i]) || math.Abs(got[i]-want[i]) > off*math.Abs(want[i])+1e-12 {
			t.Errorf("%s: place %d is %v, want %v", what, i, got[i], want[i])
		}
	}
}

// The percentiles of each place are those of the calls in it, and those of the range of all calls together.
func TestChartsOfATimerAreExact(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		took := reg.Timer("took")
		var all []float64
		wants := map[string][]float64{}
		var calls, errors []float64
		for second := range 40 {
			var own []float64
			for i := range second % 7 * 10 {
				d := time.Duration(1+(i*37+second*101)%1000) * time.Millisecond
				took.Observe(d)
				own = append(own, d.Seconds())
			}
			if second%3 == 0 {
				took.StartAt(time.Now().Add(-time.Second)).Fail(fmt.Errorf("no luck"))
				own = append(own, 1)
			}
			all = append(all, own...)
			calls, errors = append(calls, float64(len(own))), append(errors, float64(1-min(second%3, 1)))
			for _, p := range percentiles {
				wants[p.name] = append(wants[p.name], exactQuantile(own, p.share))
			}
			pass(time.Second)
		}
		d := (&View{Path: "took", Span: 3 * time.Minute}).Page(h).Detail
		for _, p := range percentiles {
			near(t, p.name, plotted(t, d.Plots, "percentiles", p.name), wants[p.name], 0.01)
		}
		near(t, "calls", plotted(t, d.Plots, "rate", "calls"), calls, 0)
		near(t, "errors", plotted(t, d.Plots, "rate", "errors"), errors, 0)

		nines := plotted(t, d.Curves, "nines", d.Covers)
		for i, got := range nines {
			want := exactQuantile(all, 1-math.Pow(10, -float64(i)*nineStep))
			near(t, fmt.Sprint("the curve at ", i), []float64{got}, []float64{want}, 0.01)
		}
		for _, c := range d.Curves {
			if c.ID != "cumulative" {
				continue
			}
			for i, got := range c.Lines[0].Values {
				limit := math.Pow(10, c.X.First+float64(i)*c.X.Step)
				low, high := shareUpTo(all, limit*0.99), shareUpTo(all, limit*1.01)
				if got < low-1e-9 || got > high+1e-9 {
					t.Errorf("the share up to %v is %v, want %v to %v", limit, got, low, high)
				}
			}
		}
		sum := uint64(0)
		for _, band := range d.Heat.Bands {
			sum += band.Count
		}
		expect(t, "the calls in all bands", sum, len(all))
		if d.Heat.Grid.Columns > mapPlaces || len(d.Heat.Grid.Cells) == 0 {
			t.Errorf("a map of %d columns and %d cells", d.Heat.Grid.Columns, len(d.Heat.Grid.Cells))
		}
	})
}

// exactQuantile is the value that a share of others, to the nearest, does not exceed.
func exactQuantile(values []float64, share float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	values = slices.Sorted(slices.Values(values))
	return values[max(int(share*float64(len(values))+0.5), 1)-1]
}

func shareUpTo(values []float64, limit float64) float64 {
	values = slices.Sorted(slices.Values(values))
	return float64(sort.SearchFloat64s(values, math.Nextafter(limit, math.Inf(1)))) / float64(len(values))
}

func TestChartsOfACounterAreItsRateAndItsTotal(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		hits := reg.Counter("hits", metrics.Unit("By"))
		hits.Add(1000)
		pass(time.Minute)
		for i := range 5 {
			hits.Add(uint64(i) * 100)
			pass(time.Second)
		}
		d := (&View{Path: "hits", Span: 30 * time.Second}).Page(h).Detail
		near(t, "rate", plotted(t, d.Plots, "rate", "rate"), []float64{0, 100, 200, 300, 400}, 0)
		near(t, "total", plotted(t, d.Plots, "total", "total"), []float64{1000, 1100, 1300, 1600, 2000}, 0)
		expect(t, "units", d.Plots[0].Unit+" "+d.Plots[1].Unit, "By By")
		if d.Plots[0].Form != page.FormFlow || !d.Plots[0].Choose || d.Plots[1].Choose {
			t.Errorf("charts %+v", d.Plots)
		}
	})
}

func TestChartOfAGaugeHasABand(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		level := reg.Gauge("level")
		for i := range 3600 {
			level.Set(float64(i % 20))
			pass(time.Second)
		}
		d := (&View{Path: "level", Span: time.Hour}).Page(h).Detail
		l := d.Plots[0].Lines[0]
		step := int(d.Step / time.Second)
		if step != 20 || len(l.Values) != 180 {
			t.Fatalf("%d places of %d s", len(l.Values), step)
		}
		for i := 1; i < len(l.Values)-1; i++ {
			if l.Low[i] != 0 || l.High[i] != 19 || l.Values[i] < 0 || l.Values[i] > 19 {
				t.Fatalf("place %d is %v, between %v and %v", i, l.Values[i], l.Low[i], l.High[i])
			}
		}
	})
}

// The newest sample comes with each update, with the number of its place.
func TestTailIsWhatThePageShowsNext(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		level := reg.Gauge("level")
		pass(20 * time.Second)
		v := &View{Path: "level", Span: time.Minute}
		before := strings.Fields(v.Page(h).Detail.Tail)
		level.Set(7)
		pass(time.Second)
		tail := v.Now(h).Detail.Tail
		expect(t, "the tail of a page and of an update", v.Page(h).Detail.Tail, tail)
		after := strings.Fields(tail)
		expect(t, "values", fmt.Sprint(after[2:]), "[7 7 7]")
		var n, slot [2]uint64
		fmt.Sscan(before[0]+" "+before[1]+" "+after[0]+" "+after[1], &n[0], &slot[0], &n[1], &slot[1])
		if n[1] != n[0]+1 || slot[1] != slot[0]+1 {
			t.Errorf("from %v to %v", before[:2], after[:2])
		}
		expect(t, "the tail of the past", (&View{Path: "level", Span: time.Minute, From: "x"}).Page(h).Detail.Tail, "")
	})
}

func TestStatesAndTextsOverTime(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		mode, leader := reg.State("mode"), reg.Text("leader")
		mode.Set("up")
		leader.Set("a")
		pass(30 * time.Second)
		mode.Set("down")
		leader.Set("b\n")
		pass(10 * time.Second)
		v := View{Path: "mode", Span: time.Minute}
		heat := v.Page(h).Detail.Heat
		expect(t, "rows", fmt.Sprint(heat.Grid.Y), "[{0.25 down} {0.75 up}]")
		down := 0
		for _, c := range heat.Grid.Cells {
			if c.Row == 0 && c.Shade == chart.Shades {
				down++
			}
		}
		expect(t, "seconds down", down, 9) // and the halves of two more
		v.Path = "leader"
		changes := v.Page(h).Detail.Changes
		if len(changes) != 2 || changes[0].Text != `b\n` || changes[1].Text != "a" || changes[0].First || !changes[1].First {
			t.Errorf("changes %+v", changes)
		}
		if length := changes[0].At.Sub(changes[1].At); length != 30*time.Second {
			t.Errorf("a lasted %v", length)
		}
	})
}

func TestBandsHoldWhatTheyName(t *testing.T) {
	for _, most := range []float64{1, 3, 1e2, 1e4, 1e7} {
		reg := metrics.NewRegistry(nil)
		h := reg.Histogram("h")
		n := 0
		for v := 0.0; v <= most; v = math.Ceil(v*1.3 + 0.1) {
			h.Observe(v)
			n++
		}
		d := reg.Snapshot().Series[0].Dist
		b := bandsOf(d)
		if b.count < 1 || b.count > 60 {
			t.Errorf("up to %v: %d bands", most, b.count)
		}
		sum := uint64(0)
		for row, count := range b.counts(d) {
			sum += count
			if middle := math.Sqrt(b.edge(row) * b.edge(row+1)); b.of(middle) != row {
				t.Errorf("up to %v: %v lies in band %d, not %d", most, middle, b.of(middle), row)
			}
		}
		expect(t, "values in all bands", sum, n)
	}
}
