package history_test

import (
	"fmt"
	"math"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history"
)

// bubble runs f with a registry and its store on a fake clock that begins just before a full minute.
func bubble(t *testing.T, o *history.Options, f func(reg *metrics.Registry, s *history.Store)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		<-time.After(500 * time.Millisecond) // fake time: stand between two full seconds
		reg := metrics.NewRegistry(nil)
		s := history.New(reg, o)
		defer s.Close()
		f(reg, s)
	})
}

// pass lets the fake clock advance and the sampler finish.
func pass(d time.Duration) {
	<-time.After(d) // fake time
	synctest.Wait()
}

func TestCountsFallIntoTheirSlots(t *testing.T) {
	bubble(t, nil, func(reg *metrics.Registry, s *history.Store) {
		c := reg.Counter("hits")
		pass(time.Second)
		for i := range 10 {
			c.Add(uint64(i))
			pass(time.Second)
		}
		r := s.Range("hits", nil, time.Now().Add(-10*time.Second), time.Now(), 0)
		var got []uint64
		for _, p := range r.Points {
			if !p.Known {
				t.Errorf("a gap among %v", r.Points)
			}
			got = append(got, p.Count)
		}
		if want := "[0 1 2 3 4 5 6 7 8 9]"; fmt.Sprint(got) != want {
			t.Errorf("got %v, want %v", got, want)
		}
		if r.Start.UnixNano()%int64(time.Second) != 0 || r.Step != time.Second {
			t.Errorf("start %v and step %v are not aligned", r.Start, r.Step)
		}
	})
}

func TestEverySampleIsInExactlyOneSlot(t *testing.T) {
	bubble(t, nil, func(reg *metrics.Registry, s *history.Store) {
		c, tm := reg.Counter("hits"), reg.Timer("latency")
		for i := range 1000 {
			c.Add(3)
			tm.Observe(time.Duration(i) * time.Millisecond)
			pass(377 * time.Millisecond)
		}
		pass(10 * time.Second)
		for _, step := range []time.Duration{0, 5 * time.Second, 10 * time.Second, time.Minute} {
			// 1000 x 377 ms is beyond the finest resolution, so the coarser one answers.
			from := time.Now().Add(-20 * time.Minute)
			hits := s.Range("hits", nil, from, time.Now(), step)
			latency := s.Range("latency", nil, from, time.Now(), step)
			var n, observed uint64
			for i := range hits.Points {
				n += hits.Points[i].Count
				observed += latency.Points[i].Dist.Count()
			}
			if n != 3000 || observed != 1000 {
				t.Errorf("step %v: %d hits and %d observations, want 3000 and 1000", step, n, observed)
			}
		}
	})
}

func TestSinceMergesCounts(t *testing.T) {
	bubble(t, nil, func(reg *metrics.Registry, s *history.Store) {
		tm, g, st := reg.Timer("latency"), reg.Gauge("depth"), reg.State("mode")
		st.Set("busy")
		for i := range 120 {
			tm.Observe(time.Duration(i+1) * time.Millisecond)
			g.Set(float64(i))
			pass(time.Second)
		}
		last := s.Since(time.Minute)
		x, _ := last.Get("latency")
		if x.Count != 60 || math.Abs(x.Dist.Quantile(0.5)-0.090) > 0.001 || math.Abs(x.Dist.Min()-0.061) > 0.001 {
			t.Errorf("count %d, p50 %v, min %v; want 60, 0.090, 0.061", x.Count, x.Dist.Quantile(0.5), x.Dist.Min())
		}
		if d := last.Time.Sub(last.Start); d != time.Minute {
			t.Errorf("the interval is %v long, want a minute", d)
		}
		if x, _ := last.Get("depth"); x.Value != 119 {
			t.Errorf("gauge %v, want its present value 119", x.Value)
		}
		if x, _ := last.Get("mode"); len(x.States) != 1 || x.States[0].Time != time.Minute || !x.States[0].Current {
			t.Errorf("states %+v, want a minute of busy", x.States)
		}
		all := s.Since(24 * time.Hour)
		if x, _ := all.Get("latency"); x.Count != 120 {
			t.Errorf("since ever: %d, want 120", x.Count)
		}
		if s.Since(time.Minute) != last {
			t.Error("two calls between samples did not share their work")
		}
	})
}

func TestLongRangesReachUpToNow(t *testing.T) {
	bubble(t, nil, func(reg *metrics.Registry, s *history.Store) {
		c, tm := reg.Counter("hits"), reg.Timer("latency")
		for i := range 1000 {
			c.Inc()
			tm.Observe(time.Second)
			pass(time.Second)
			all := s.Since(time.Hour)
			hits, _ := all.Get("hits")
			latency, _ := all.Get("latency")
			if hits.Count != uint64(i+1) || latency.Dist.Count() != hits.Count {
				t.Fatalf("after %d s: %d hits and %d observations", i+1, hits.Count, latency.Dist.Count())
			}
			if want := time.Now().Truncate(time.Second); !all.Time.Equal(want) {
				t.Fatalf("after %d s the range ends at %v, want %v", i+1, all.Time, want)
			}
		}
	})
}

func TestIdleIsKnownButEmpty(t *testing.T) {
	bubble(t, nil, func(reg *metrics.Registry, s *history.Store) {
		reg.Timer("latency").Observe(time.Second)
		pass(time.Hour)
		x, _ := s.Since(time.Minute).Get("latency")
		if x.Count != 0 || !math.IsNaN(x.Dist.Quantile(0.99)) {
			t.Errorf("after an idle hour: count %d, p99 %v; want 0 and none", x.Count, x.Dist.Quantile(0.99))
		}
		r := s.Range("latency", nil, time.Now().Add(-time.Minute), time.Now(), 0)
		if len(r.Points) != 60 || !r.Points[59].Known || !math.IsNaN(r.Values(metrics.KindTimer)[59]) {
			t.Errorf("%d points, want 60 known ones without a value", len(r.Points))
		}
	})
}

func TestNewSeriesBeginsWithAGap(t *testing.T) {
	bubble(t, nil, func(reg *metrics.Registry, s *history.Store) {
		reg.Gauge("early").Set(1)
		pass(5 * time.Second)
		reg.Gauge("late").Set(2)
		pass(5 * time.Second)
		from, to := time.Now().Add(-10*time.Second), time.Now()
		early := s.Range("early", nil, from, to, 0)
		late := s.Range("late", nil, from, to, 0)
		if len(late.Points) != len(early.Points) || late.Points[0].Known || !late.Points[len(late.Points)-1].Known {
			t.Errorf("late series: %+v", late.Points)
		}
	})
}

func TestVanishedSeriesAgesOut(t *testing.T) {
	o := &history.Options{Resolutions: []history.Resolution{{Step: time.Second, Keep: 10 * time.Second}}}
	bubble(t, o, func(reg *metrics.Registry, s *history.Store) {
		scope := reg.SubScope("conn")
		scope.Counter("bytes").Add(5)
		pass(2 * time.Second)
		scope.Close()
		pass(2 * time.Second)
		from := func() time.Time { return time.Now().Add(-10 * time.Second) }
		if r := s.Range("conn/bytes", nil, from(), time.Now(), 0); len(r.Points) == 0 {
			t.Error("a series that closed two seconds ago has no past")
		}
		pass(5 * time.Minute)
		if r := s.Range("conn/bytes", nil, from(), time.Now(), 0); len(r.Points) != 0 {
			t.Errorf("a series that closed minutes ago still has %d points", len(r.Points))
		}
	})
}

func TestTicksRiseAndSlowReadersGetTheNewest(t *testing.T) {
	bubble(t, nil, func(reg *metrics.Registry, s *history.Store) {
		ticks, cancel := s.Subscribe()
		defer cancel()
		before := s.Latest().N
		pass(7 * time.Second)
		if got := <-ticks; got.N != before+7 {
			t.Errorf("tick %d, want the newest, %d", got.N, before+7)
		}
		pass(time.Second)
		if got := <-ticks; got.N != before+8 {
			t.Errorf("tick %d, want %d", got.N, before+8)
		}
	})
}

func TestCloseTwiceAndLateSubscribers(t *testing.T) {
	s := history.New(metrics.NewRegistry(nil), nil)
	ticks, _ := s.Subscribe()
	for range 2 {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if _, open := <-ticks; open {
		t.Error("a subscription outlived the store")
	}
	late, cancel := s.Subscribe()
	cancel()
	if _, open := <-late; open {
		t.Error("a closed store took a subscriber")
	}
	if s.Latest().Total == nil {
		t.Error("what was kept is not readable after Close")
	}
}

func TestOddOptions(t *testing.T) {
	o := &history.Options{Resolutions: []history.Resolution{
		{Step: 7 * time.Second, Keep: time.Minute}, {Step: -1, Keep: 5}, {Step: 2 * time.Second, Keep: time.Second},
	}}
	bubble(t, o, func(reg *metrics.Registry, s *history.Store) {
		reg.Counter("hits").Add(1)
		pass(20 * time.Second)
		r := s.Range("hits", nil, time.Now().Add(-time.Minute), time.Now(), 0)
		if r.Step != 8*time.Second {
			t.Errorf("step %v, want 7 s rounded up to 8 s", r.Step)
		}
	})
}
