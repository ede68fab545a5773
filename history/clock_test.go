package history_test

import (
	"math"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history"
)

// A machine has a clock on the wall that can be set, and can sleep: then its programs stand still.
type machine struct {
	reg    *metrics.Registry
	store  *history.Store
	begun  time.Time
	offset time.Duration                 // of the wall clock
	stuck  atomic.Pointer[chan struct{}] // while open, nobody takes a snapshot
}

// onMachine runs f with a store on a machine that stands between two full seconds.
func onMachine(t *testing.T, f func(m *machine)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		<-time.After(500 * time.Millisecond) // fake time
		m := &machine{reg: metrics.NewRegistry(nil), begun: time.Now()}
		m.store = history.NewFrom(func() (*metrics.Snapshot, time.Duration) {
			if stuck := m.stuck.Load(); stuck != nil {
				<-*stuck
			}
			total := m.reg.Snapshot()
			total.Time = m.now()
			return total, time.Since(m.begun)
		}, nil)
		defer m.store.Close()
		f(m)
	})
}

func (m *machine) now() time.Time { return time.Now().Round(0).Add(m.offset) }

// sleep lets the machine sleep: the time passes without it.
func (m *machine) sleep(d time.Duration) { m.offset += d }

// gaps returns the lengths of the gaps between the points of the last d, and the sum of the known ones.
func (m *machine) gaps(t *testing.T, name string, d, step time.Duration) (gaps []int, sum uint64) {
	t.Helper()
	r := m.store.Range(name, nil, m.now().Add(-d), m.now(), step)
	gap := 0
	for i, p := range r.Points {
		if !p.Known {
			gap++
			continue
		}
		if gap > 0 && i > gap {
			gaps = append(gaps, gap)
		}
		gap = 0
		sum += p.Count
		rate := r.Values(metrics.KindCounter)[i]
		if p.Count > 100_000 || math.IsNaN(rate) || rate < 0 || rate > 20 {
			t.Errorf("point %d of %d counts %d in %v, %v a second", i, len(r.Points), p.Count, p.Span, rate)
		}
	}
	return gaps, sum
}

// count counts ten events a second.
func (m *machine) count(c *metrics.Counter, seconds int) {
	for range seconds {
		c.Add(10)
		pass(time.Second)
	}
}

func TestSleepIsOneGap(t *testing.T) {
	onMachine(t, func(m *machine) {
		c := m.reg.Counter("c")
		m.count(c, 100)
		ticks, cancel := m.store.Subscribe()
		defer cancel()
		before := m.store.Latest().N
		m.sleep(8 * time.Hour)
		m.count(c, 1)
		if tick := <-ticks; tick.N != before+8*3600+1 {
			t.Errorf("tick %d after %d", tick.N, before)
		}
		m.count(c, 99)
		gaps, sum := m.gaps(t, "c", 9*time.Hour, 0)
		if len(gaps) != 1 || gaps[0] < 8*60-2 || gaps[0] > 8*60 || sum != 2000 {
			t.Errorf("gaps of %d minutes and %d events, want one of 8 hours and 2000", gaps, sum)
		}
		if n := m.store.Stats().Late; n != 0 {
			t.Errorf("%d samples came late", n)
		}
		if x, _ := m.store.Since(10 * time.Hour).Get("c"); x.Count != 2000 {
			t.Errorf("%d events in the last ten hours, want 2000", x.Count)
		}
	})
}

func TestClockSetForwardIsOneGap(t *testing.T) {
	for _, by := range []time.Duration{2 * time.Second, 17 * time.Second, time.Hour} {
		onMachine(t, func(m *machine) {
			c := m.reg.Counter("c")
			m.count(c, 100)
			m.offset += by
			m.count(c, 100)
			gaps, sum := m.gaps(t, "c", 2*time.Hour, 0)
			if len(gaps) != 1 || sum != 2000 {
				t.Errorf("%v forward: gaps of %d and %d events, want one gap and 2000", by, gaps, sum)
			}
		})
	}
}

func TestClockSetBack(t *testing.T) {
	for _, by := range []time.Duration{time.Second, 3 * time.Second, 17 * time.Second, time.Hour} {
		onMachine(t, func(m *machine) {
			c := m.reg.Counter("c")
			m.count(c, 2*3600)
			m.offset -= by
			m.count(c, 3*3600)
			gaps, sum := m.gaps(t, "c", 6*time.Hour, 0)
			lost := uint64(0)
			if by > 5*time.Second { // beyond that, what lies in the future is dropped
				lost = uint64(10 * by / time.Second)
			}
			if len(gaps) > 1 || sum > 10*5*3600 || sum < 10*5*3600-lost-10*60 {
				t.Errorf("%v back: gaps of %d and %d events, want one at most and %d", by, gaps, sum, 10*5*3600-lost)
			}
			if x, _ := m.store.Since(time.Minute).Get("c"); x.Count != 600 {
				t.Errorf("%v back: %d events in the last minute", by, x.Count)
			}
			if s := m.store.Stats(); (s.ClockSteps == 1) != (lost > 0) || (s.Dropped > 0) != (lost > 0) {
				t.Errorf("%v back: %+v", by, s)
			}
		})
	}
}

func TestLateSampleTellsOfTheTimeItCovers(t *testing.T) {
	onMachine(t, func(m *machine) {
		c := m.reg.Counter("c")
		m.count(c, 10)
		stuck := make(chan struct{})
		m.stuck.Store(&stuck)
		m.count(c, 5)
		close(stuck)
		pass(time.Millisecond) // the sample that was stuck
		m.stuck.Store(nil)
		m.count(c, 10)
		r := m.store.Range("c", nil, m.now().Add(-20*time.Second), m.now(), 0)
		var late []history.Point
		for _, p := range r.Points {
			if p.Known && p.Span != time.Second {
				late = append(late, p)
			}
		}
		if len(late) != 1 || late[0].Span != 5*time.Second || late[0].Count != 50 {
			t.Errorf("points %+v, want one that tells of 50 events in 5 seconds", late)
		}
		gaps, sum := m.gaps(t, "c", time.Minute, 0)
		if len(gaps) != 1 || gaps[0] != 4 || sum != 250 {
			t.Errorf("gaps of %d and %d events, want one of 4 and 250", gaps, sum)
		}
		if n := m.store.Stats().Late; n != 1 {
			t.Errorf("%d samples came late, want 1", n)
		}
	})
}

func TestPartialPoints(t *testing.T) {
	bubble(t, nil, func(reg *metrics.Registry, s *history.Store) {
		c := reg.Counter("c")
		for range 125 {
			c.Inc()
			pass(time.Second)
		}
		r := s.Range("c", nil, time.Now().Add(-time.Minute), time.Now(), 10*time.Second)
		for i, p := range r.Points {
			end := r.Start.Add(time.Duration(i+1) * r.Step)
			if p.Partial != end.After(time.Now()) {
				t.Errorf("the point up to %v is marked %v at %v", end, p.Partial, time.Now())
			}
			if p.Partial && (p.Count != uint64(p.Span/time.Second) || p.Span >= r.Step) {
				t.Errorf("a partial point of %d events in %v", p.Count, p.Span)
			}
		}
		if n := len(r.Points); !r.Points[n-1].Partial || !r.Total().Partial || r.Points[n-2].Partial {
			t.Errorf("points %+v", r.Points)
		}
	})
}
