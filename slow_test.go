package metrics_test

import (
	"cmp"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
)

// ended is a call of the model: how long it took, and when it ended.
type ended struct{ took, at time.Duration }

// slowest is what a timer keeps of calls, done in the plainest way.
func slowest(calls []ended, now time.Duration) []ended {
	calls = slices.DeleteFunc(calls, func(c ended) bool { return now-c.at >= 5*time.Minute })
	slices.SortFunc(calls, func(a, b ended) int {
		return cmp.Or(cmp.Compare(b.took, a.took), cmp.Compare(b.at, a.at))
	})
	var out []ended
	number := map[string]int{}
	for _, c := range calls {
		decade := min(max(len(fmt.Sprint(int64(c.took))), 3), 13) // digits; from 1000 s on and below 1 µs there is one
		if number[fmt.Sprint(decade)]++; number[fmt.Sprint(decade)] <= 4 && len(number) <= 3 {
			out = append(out, c)
		}
	}
	return out
}

// anyLatency is a duration of any decade, or several of a few.
func anyLatency(r *rand.Rand, width int) time.Duration {
	d := time.Duration(1)
	for range r.IntN(width) {
		d *= 10
	}
	return d * time.Duration(1+r.IntN(100))
}

func TestSlowestCallsOfEachDecadeAreKept(t *testing.T) {
	for seed := range uint64(25) {
		timed(t, func(tm *metrics.Timer, read func() metrics.Series) {
			r := rand.New(rand.NewPCG(seed, 1))
			width, gap := 1+r.IntN(15), time.Duration(1)<<r.IntN(38)
			start := time.Now()
			var kept, all []ended
			for i := range 150 {
				pass(1 + time.Duration(r.Int64N(int64(gap))))
				call := ended{anyLatency(r, width), time.Since(start)}
				tm.StartAt(time.Now().Add(-call.took)).Stop(slog.Int("i", i))
				all = append(all, call)
				kept = slowest(append(kept, call), call.at)
				if r.IntN(8) == 0 {
					pass(time.Duration(r.Int64N(int64(gap))))
				}
				want := slowest(slices.Clone(kept), time.Since(start))
				if time.Since(start) < 5*time.Minute {
					want = slowest(slices.Clone(all), time.Since(start)) // nothing has left: they are those of all calls
				}
				slow := read().Slow
				if len(slow) != len(want) {
					t.Fatalf("seed %d: %d calls are kept, want %v", seed, len(slow), want)
				}
				for k, c := range slow {
					if got := (ended{c.Duration, c.End.Sub(start)}); got != want[k] || all[c.Attrs[0].Value.Int64()] != got {
						t.Fatalf("seed %d: call %d took %v and ended at %v, want %v", seed, k, c.Duration, got.at, want[k])
					}
				}
			}
		})
	}
}

func TestSlowCallsLeaveAfterFiveMinutes(t *testing.T) {
	timed(t, func(tm *metrics.Timer, read func() metrics.Series) {
		for range 3 {
			watch := tm.Start()
			pass(time.Second)
			watch.Fail(errBroken)
		}
		pass(5*time.Minute - 2*time.Second)
		if slow := read().Slow; len(slow) != 2 || slow[0].Err != "broken" {
			t.Errorf("kept %v, want the last two", slow)
		}
		pass(time.Hour)
		if slow := read().Slow; len(slow) != 0 {
			t.Errorf("%d slow calls after the window", len(slow))
		}
		for range 9 {
			tm.Start().Stop()
		}
		if slow := read().Slow; len(slow) != 4 {
			t.Errorf("%d slow calls in a new window, want 4", len(slow))
		}
		pass(time.Hour)
		tm.Start().Stop() // and nobody has read
		if slow := read().Slow; len(slow) != 1 {
			t.Errorf("%d slow calls in the third window, want 1", len(slow))
		}
	})
}

func TestSlowCallsAreReadWithoutAllocation(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	tm := reg.Timer("t")
	allocs := func() float64 { return testing.AllocsPerRun(100, func() { reg.Snapshot() }) }
	tm.Observe(time.Second)
	none := allocs()
	tm.StartAt(time.Now().Add(-time.Second)).Stop(slog.String("k", "v"))
	if n := allocs(); n > none {
		t.Errorf("%v allocations with a slow call, %v without", n, none)
	}
	first, second := reg.Snapshot().Series[0].Slow, reg.Snapshot().Series[0].Slow
	if cap(first) != len(first) || &first[0] != &second[0] {
		t.Error("two snapshots hold copies, or slices that can be appended to")
	}
}

func TestStopAllocatesNothing(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	tm := reg.Timer("t")
	for range 4 {
		tm.StartAt(time.Now().Add(-900 * time.Nanosecond)).Stop()
		tm.StartAt(time.Now().Add(-9 * time.Second)).Stop()
		tm.StartAt(time.Now().Add(-90 * time.Second)).Stop()
		tm.StartAt(time.Now().Add(-900 * time.Second)).Stop()
	}
	path := fmt.Sprint("/", 1)
	for name, f := range map[string]func(){
		"Stop":             func() { tm.Start().Stop() },
		"Stop with values": func() { tm.Start().Stop(slog.Int("n", 1), slog.String("path", path), slog.Bool("b", true)) },
		"Fail":             func() { tm.Start().Fail(errBroken, slog.String("path", path)) },
		"StopContext":      func() { tm.Start().StopContext(t.Context(), slog.String("path", path)) },
		"FailContext":      func() { tm.Start().FailContext(t.Context(), errBroken, slog.String("path", path)) },
		"deferred":         func() { defer tm.Start().Stop(slog.String("path", path)) },
	} {
		if n := testing.AllocsPerRun(1000, f); n != 0 {
			t.Errorf("%s: %v allocations, want none", name, n)
		}
	}
}

func TestSlowCallsFromManyGoroutines(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	tm := reg.Timer("t")
	watch := tm.Start() // each call is slower than those before
	var calls, readers sync.WaitGroup
	done := make(chan struct{})
	readers.Go(func() {
		for {
			select {
			case <-done:
				return
			default:
			}
			slow := reg.Snapshot().Series[0].Slow
			if !slices.IsSortedFunc(slow, func(a, b metrics.SlowCall) int { return cmp.Compare(b.Duration, a.Duration) }) || len(slow) > 12 {
				t.Errorf("read %v", slow)
				return
			}
		}
	})
	for g := range 8 {
		calls.Go(func() {
			for range 2000 {
				watch.Fail(errors.New("no luck"), slog.Int("g", g))
			}
		})
	}
	calls.Wait()
	close(done)
	readers.Wait()
	if s := reg.Snapshot().Series[0]; s.Count != 16000 || s.Errors != 16000 || len(s.Slow) < 4 {
		t.Errorf("counted %d calls and %d errors, kept %d", s.Count, s.Errors, len(s.Slow))
	}
}

func TestDiscardedStopwatchRecordsNothing(t *testing.T) {
	timed(t, func(tm *metrics.Timer, read func() metrics.Series) {
		for i := range 3 {
			func() {
				watch := tm.Start()
				defer func() { watch.Fail(errBroken) }()
				if i > 0 {
					watch.Discard()
				}
			}()
		}
		if s := read(); s.Count != 1 || s.Errors != 1 || len(s.Slow) != 1 {
			t.Errorf("counted %d calls, %d errors, kept %d; want one of each", s.Count, s.Errors, len(s.Slow))
		}
	})
}
