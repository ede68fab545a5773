package view

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
	"github.com/binnacle-go/metrics/history"
)

// spark returns the values of the sparkline of the first row of a table.
func spark(t *testing.T, p *page.Page, id string) []float64 {
	t.Helper()
	return table(t, p, id).Rows[0].Spark.Values
}

func TestSparklineShowsTheLastFiveMinutes(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		c, g, timer := reg.Counter("c"), reg.Gauge("g"), reg.Timer("t")
		for i := range 400 {
			c.Add(3)
			g.Set(float64(i))
			timer.Observe(time.Second)
			pass(time.Second)
		}
		p := (&View{}).Page(h)
		rates, gauge, p99 := spark(t, p, "rates"), spark(t, p, "gauges"), spark(t, p, "latency")
		expect(t, "places", []int{len(rates), len(gauge), len(p99)}, "[60 60 60]")
		for i := range rates {
			if rates[i] != 3 || math.Abs(p99[i]-1) > 0.01 {
				t.Errorf("place %d: rate %v, p99 %v", i, rates[i], p99[i])
			}
			if i > 1 && i < 59 && gauge[i]-gauge[i-1] != 5 {
				t.Errorf("the gauge goes from %v to %v in place %d", gauge[i-1], gauge[i], i)
			}
		}
		expect(t, "the gauge now", gauge[59], 399)
	})
}

func TestSparklineHasGapsWhereThereIsNothing(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		pass(20 * time.Second)
		c, timer := reg.Counter("c"), reg.Timer("t")
		c.Inc()
		timer.Observe(time.Second)
		pass(20 * time.Second)
		p := (&View{}).Page(h)
		known := func(values []float64) (n int) {
			for _, v := range values {
				if !math.IsNaN(v) {
					n++
				}
			}
			return n
		}
		expect(t, "places of the counter", known(spark(t, p, "rates")), 4)
		expect(t, "places of the timer", known(spark(t, p, "latency")), 1)
		expect(t, "the timer now", spark(t, p, "latency")[59], math.NaN())
	})
}

// follower brings sparklines up to date as the script does.
type follower struct {
	n      uint64
	values []float64
}

func (f *follower) take(p *page.Page, values []float64) {
	slot := func(n uint64) uint64 { return (n - 1) / p.Live.Slot }
	places := int(slot(p.Live.N) - slot(f.n))
	kept := max(p.Live.Slots-max(len(values)-places, 0), 0)
	f.values = append(f.values[:kept:kept], values...)
	f.values = f.values[len(f.values)-p.Live.Slots:]
	f.n = p.Live.N
}

// Whatever a viewer misses, its sparklines are those of a page made now.
func TestUpdatesLeaveNoGap(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		v := &View{}
		c := reg.Counter("c")
		random := rand.New(rand.NewPCG(1, 2))
		pass(time.Second)
		first := v.Page(h)
		always := follower{first.Live.N, spark(t, first, "rates")}
		seldom := follower{first.Live.N, spark(t, first, "rates")}
		for i := range 500 {
			c.Add(uint64(random.IntN(100)))
			pass(time.Second)
			now := v.Now(h)
			always.take(now, spark(t, now, "rates"))
			whole := v.Page(h)
			want := fmt.Sprint(spark(t, whole, "rates"))
			if got := fmt.Sprint(always.values); got != want {
				t.Fatalf("after %d updates the line is\n%s, want\n%s", i+1, got, want)
			}
			if random.IntN(30) != 0 && i != 450 {
				continue
			}
			if i == 450 {
				seldom.n = 0 // one that has nothing yet
			}
			update := v.Update(h, seldom.n)
			seldom.take(update, spark(t, update, "rates"))
			if got := fmt.Sprint(seldom.values); got != want {
				t.Fatalf("after what was missed the line is\n%s, want\n%s", got, want)
			}
		}
	})
}

func TestSlotsFollowTheHistory(t *testing.T) {
	for _, test := range []struct {
		step    time.Duration
		samples uint64
		count   int
	}{
		{100 * time.Millisecond, 50, 60}, {time.Second, 5, 60}, {2 * time.Second, 3, 50}, {10 * time.Second, 1, 30}, {time.Hour, 1, 2},
	} {
		synctest.Test(t, func(t *testing.T) {
			reg := metrics.NewRegistry(nil)
			reg.Counter("c")
			h := history.New(reg, &history.Options{Resolutions: []history.Resolution{{Step: test.step, Keep: 10 * test.step}}})
			defer h.Close()
			pass(3*test.step + time.Millisecond)
			p := (&View{}).Page(h)
			expect(t, fmt.Sprint("samples in a place of ", test.step), p.Live.Slot, test.samples)
			expect(t, fmt.Sprint("places of ", test.step), []int{p.Live.Slots, len(spark(t, p, "rates"))}, []int{test.count, test.count})
			expect(t, "step", p.Live.Step, test.step)
		})
	}
}
