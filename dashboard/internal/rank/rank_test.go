package rank

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history"
)

// inTime runs a test on a clock of its own, with a history that samples a registry once a second.
func inTime(t *testing.T, test func(t *testing.T, reg *metrics.Registry, h *history.Store)) {
	synctest.Test(t, func(t *testing.T) {
		reg := metrics.NewRegistry(nil)
		h := history.New(reg, nil)
		defer h.Close()
		time.Sleep(time.Second / 2)
		test(t, reg, h)
	})
}

// changes are those of the last minute.
func changes(h *history.Store) []Change {
	window := h.Since(time.Minute)
	return Changes(Source{
		Window: window, Longer: h.Since(time.Minute + Past(time.Minute)), End: window.Time, Range: h.Range,
	}, 5)
}

// each lets some seconds pass and does something in each of them.
func each(seconds int, do func(second int)) {
	for i := range seconds {
		do(i)
		time.Sleep(time.Second)
	}
}

func TestTheUnusualComesFirst(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		random := rand.New(rand.NewPCG(1, 2))
		steady, wild, burst := reg.Counter("steady"), reg.Counter("wild"), reg.Counter("burst")
		calm := func(second int) {
			steady.Add(uint64(95 + random.IntN(10)))
			if second%60 == 0 {
				wild.Add(uint64(random.IntN(20_000))) // another rate each minute
			}
			burst.Add(uint64(9 + random.IntN(3)))
		}
		each(20*60, calm)
		if got := changes(h); len(got) > 0 {
			t.Errorf("nothing has changed, and %+v is told", got)
		}
		each(60, func(second int) {
			calm(second)
			burst.Add(20)
		})
		got := changes(h)
		if len(got) != 1 || got[0].Name != "burst" || got[0].What != Rate {
			t.Fatalf("%+v, want the rate of burst alone", got)
		}
		c := got[0]
		if math.Abs(c.Before-10) > 0.5 || math.Abs(c.Now-30) > 1 || c.Score < minScore || c.Usual > 1 {
			t.Errorf("from %v ± %v to %v, which is %v times the usual", c.Before, c.Usual, c.Now, c.Score)
		}
	})
}

func TestErrorsAndLatencyAreTold(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		failing, slow := reg.Timer("failing"), reg.Timer("slow")
		each(10*60, func(int) {
			for range 5 {
				failing.Observe(time.Millisecond)
				slow.Observe(time.Millisecond)
			}
		})
		each(60, func(int) {
			for range 4 {
				failing.Observe(time.Millisecond)
				slow.Observe(time.Millisecond)
			}
			failing.Start().Fail(errors.New("no"))
			slow.Observe(time.Second)
		})
		told := map[string]What{}
		for _, c := range changes(h) {
			told[c.Name] = c.What
		}
		if len(told) != 2 || told["failing"] != Errors || told["slow"] != P99 {
			t.Errorf("%v, want the errors of failing and the p99 of slow", told)
		}
	})
}

func TestAFallIsTold(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		c := reg.Counter("c")
		each(10*60, func(int) { c.Add(50) })
		each(60, func(int) {})
		if got := changes(h); len(got) != 1 || got[0].Score > -minScore || got[0].Now != 0 {
			t.Errorf("%+v, want that the rate has fallen to nothing", got)
		}
	})
}

func TestFewEventsTellNothing(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		rare, timer := reg.Counter("rare"), reg.Timer("timer")
		each(20*60, func(second int) {
			if second%300 == 0 {
				rare.Inc()
				timer.Observe(time.Millisecond)
			}
		})
		each(60, func(second int) {
			if second%30 == 0 {
				rare.Inc()
				timer.Start().Fail(errors.New("one of two"))
			}
		})
		if got := changes(h); len(got) > 0 {
			t.Errorf("two events are told of: %+v", got)
		}
	})
}

func TestAYoungHistoryTellsNothing(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		c := reg.Counter("c")
		each(3*60, func(second int) { c.Add(uint64(second * second)) })
		if got := changes(h); len(got) > 0 {
			t.Errorf("after three minutes %+v is told", got)
		}
	})
}

func TestGaugesAndOwnSeries(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		queue, own, few := reg.Gauge("queue"), reg.Gauge("binnacle/queue"), reg.Gauge("few")
		few.Set(2)
		each(10*60, func(second int) { queue.Set(float64(second % 3)); own.Set(1) })
		queue.Set(900)
		few.Set(1)
		own.Set(900)
		each(60, func(int) {})
		if got := changes(h); len(got) != 1 || got[0].Name != "queue" || got[0].What != Value || got[0].Now != 900 {
			t.Errorf("%+v, want the value of queue alone", got)
		}
	})
}

// The rank does not depend on the order in which series stand, nor on their scale.
func TestScoresDoNotDependOnTheScale(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		var small, large []float64
		for range 9 {
			v := random.ExpFloat64()
			small, large = append(small, v), append(large, v*1024)
		}
		m1, d1 := spread(small)
		m2, d2 := spread(large)
		if m2 != m1*1024 || d2 != d1*1024 {
			t.Fatalf("%v ± %v, and %v ± %v of 1024 times as much", m1, d1, m2, d2)
		}
	}
}

func FuzzSpread(f *testing.F) {
	f.Add(1.0, 2.0, 3.0, 4.0)
	f.Add(0.0, 0.0, 1e300, -1e300)
	f.Fuzz(func(t *testing.T, a, b, c, d float64) {
		for _, v := range []float64{a, b, c, d} {
			if math.IsNaN(v) || math.Abs(v) > 1e300 {
				return
			}
		}
		median, deviation := spread([]float64{a, b, c, d})
		if low, high := min(a, b, c, d), max(a, b, c, d); median < low || median > high || !(deviation >= 0) {
			t.Errorf("%v ± %v of %v", median, deviation, []float64{a, b, c, d})
		}
	})
}
