package reporters_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics/reporters"
)

func TestTicksAreAlignedAndIntervalsAddUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		registry, hits := counting("hits")
		hits.Add(3) // before Start: part of the first interval
		backend := newMemory()
		time.Sleep(3300 * time.Millisecond)
		r := reporters.Start(registry, backend, quiet())
		for n := range uint64(3) {
			hits.Add(n + 1)
			time.Sleep(10 * time.Second)
		}
		hits.Add(9)
		mustClose(t, r)
		want := []string{"10 hits 4", "20 hits 2", "30 hits 3", "40 hits 9"}
		if got := backend.delivered(); !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

func TestRunnersDisturbNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		registry, hits := counting("hits")
		fast, slow, stuck := newMemory(), newMemory(), newMemory()
		stuck.onSend = hang
		runners := []*reporters.Runner{
			reporters.Start(registry, fast, &reporters.Options{Phase: -1, Interval: 5 * time.Second}),
			reporters.Start(registry, slow, &reporters.Options{Phase: -1, Interval: 20 * time.Second}),
		}
		hung := reporters.Start(registry, stuck, &reporters.Options{Phase: -1, Interval: time.Second, Logger: quiet().Logger})
		time.Sleep(500 * time.Millisecond)
		for range 20 {
			hits.Inc()
			registry.Snapshot()
			time.Sleep(time.Second)
		}
		synctest.Wait()
		if got, want := fast.delivered(), []string{"5 hits 5", "10 hits 5", "15 hits 5", "20 hits 5"}; !slices.Equal(got, want) {
			t.Errorf("every 5 s: got %q, want %q", got, want)
		}
		if got, want := slow.delivered(), []string{"20 hits 20"}; !slices.Equal(got, want) {
			t.Errorf("every 20 s: got %q, want %q", got, want)
		}
		if h := hung.Health(); h.Captured != 20 || h.Queued != 20 || h.Skipped != 0 {
			t.Errorf("a hung backend delays snapshots: %+v", h)
		}
		for _, r := range runners {
			mustClose(t, r)
		}
		stuck.set(nil)
		mustClose(t, hung)
	})
}

func TestDefaultsAndLimitsOfOptions(t *testing.T) {
	for _, c := range []struct {
		name    string
		options *reporters.Options
		want    int // ticks in a minute
	}{
		{"nil", nil, 6},
		{"zero", &reporters.Options{Phase: -1}, 6},
		{"negative", &reporters.Options{Phase: -1, Interval: -1, Timeout: -1, Spool: -1}, 6},
		{"too short", &reporters.Options{Phase: -1, Interval: time.Millisecond}, 60},
		{"odd", &reporters.Options{Phase: -1, Interval: 7 * time.Second}, 9}, // the bubble starts 5 s after a multiple
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				registry, _ := counting("hits")
				r := reporters.Start(registry, newMemory(), c.options)
				time.Sleep(time.Minute + time.Millisecond)
				synctest.Wait()
				if got := int(r.Health().Captured); got != c.want {
					t.Errorf("%d snapshots in a minute, want %d", got, c.want)
				}
				mustClose(t, r)
			})
		})
	}
}

func TestAnEmptyRegistryMakesNoAttempt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		registry, backend := newRegistry(), newMemory()
		r := reporters.Start(registry, backend, quiet())
		time.Sleep(time.Minute)
		mustClose(t, r)
		if h := r.Health(); h.Attempts != 0 || h.Captured != 0 {
			t.Errorf("nothing to report, but %+v", h)
		}
	})
}

func TestPanicsCostOnlyTheirOwnAttempt(t *testing.T) {
	for _, c := range []struct {
		name   string
		broken func(*memory, *reporters.Options)
		mend   func(*memory)
	}{
		{"Encode", func(m *memory, _ *reporters.Options) { m.encode = panicUntil(25 * time.Second) }, nil},
		{"Send", func(m *memory, _ *reporters.Options) {
			p := panicUntil(25 * time.Second)
			m.onSend = func(context.Context, int) error { p(); return nil }
		}, nil},
		{"rule", func(_ *memory, o *reporters.Options) {
			p := panicUntil(25 * time.Second)
			o.Rules = []reporters.Rule{reporters.AllowFunc(func(*series) bool { p(); return true })}
		}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				registry, hits := counting("hits")
				backend, log := newMemory(), &logs{}
				options := &reporters.Options{Phase: -1, Logger: log.logger()}
				c.broken(backend, options)
				r := reporters.Start(registry, backend, options)
				hits.Add(5)
				time.Sleep(21 * time.Second)
				if h := r.Health(); !h.Failing || h.LastError == "" {
					t.Errorf("the panic does not show: %+v", h)
				}
				hits.Add(2)
				time.Sleep(10 * time.Second)
				mustClose(t, r)
				if got := sum(t, backend.delivered()); got != 7 {
					t.Errorf("delivered %d hits, want 7: %q", got, backend.delivered())
				}
				if h := r.Health(); h.Failing {
					t.Errorf("still failing: %+v", h)
				}
				if got := log.lines(); len(got) != 2 {
					t.Errorf("want a line when it begins to fail and one when it ends, got %q", got)
				}
			})
		})
	}
}

// panicUntil returns a function that panics as long as less than d has passed.
func panicUntil(d time.Duration) func() {
	start := time.Now()
	return func() {
		if time.Since(start) < d {
			panic("broken")
		}
	}
}

// sum adds up the counts of memory's lines.
func sum(t *testing.T, lines []string) (total int) {
	t.Helper()
	for _, line := range lines {
		var seconds float64
		var name string
		var n int
		if _, err := fmt.Sscan(line, &seconds, &name, &n); err != nil {
			t.Fatalf("line %q: %v", line, err)
		}
		total += n
	}
	return total
}
