package reporters_test

import (
	"context"
	"fmt"
	"log/slog"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics/reporters"
)

func TestAnOutageLosesNothing(t *testing.T) {
	for name, fault := range map[string]func(context.Context, int) error{"down": down, "hanging": hang} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				registry, hits := counting("hits")
				backend, log := newMemory(), &logs{}
				backend.onSend = fault
				r := reporters.Start(registry, backend, &reporters.Options{Phase: -1, Logger: log.logger()})
				time.Sleep(time.Second) // off the ticks, so that each count has its interval
				var want []string
				for n := range 60 {
					hits.Add(uint64(n))
					want = append(want, fmt.Sprintf("%d hits %d", (n+1)*10, n))
					time.Sleep(10 * time.Second)
				}
				synctest.Wait()
				h := r.Health()
				checkBooks(t, h)
				if h.Queued != 60 || !h.Failing || !h.LastSuccess.IsZero() || h.Attempts > 80 {
					t.Errorf("after ten minutes: %+v", h)
				}
				backend.set(nil)
				time.Sleep(30 * time.Second) // the longest backoff, and a hanging attempt
				synctest.Wait()
				want = append(want, "610 hits 0", "620 hits 0", "630 hits 0")
				if got := backend.delivered(); !slices.Equal(got, want) {
					t.Errorf("got %q, want %q", got, want)
				}
				got := log.lines()
				if len(got) != 2 || !strings.Contains(got[0], "failing") || !strings.Contains(got[1], "works again") {
					t.Errorf("want one line for each change of state, got %q", got)
				}
				if h := r.Health(); h.Failing || h.Acknowledged != 63 || h.LastError == "" {
					t.Errorf("after recovery: %+v", h)
				}
				mustClose(t, r)
			})
		})
	}
}

func TestAFullSpoolDropsTheOldest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		registry, _ := counting("hits")
		backend, log := newMemory(), &logs{}
		backend.onSend = down
		line := len("100 hits 0\n")
		r := reporters.Start(registry, backend, &reporters.Options{Phase: -1, Logger: log.logger(), Spool: 3*line + 1})
		time.Sleep(205 * time.Second)
		h := r.Health()
		checkBooks(t, h)
		if h.Captured != 20 || h.DroppedOverflow != 17 || h.Queued != 3 || h.QueuedBytes != 3*line {
			t.Errorf("20 snapshots, room for 3: %+v", h)
		}
		backend.set(nil)
		mustClose(t, r)
		want := []string{"190 hits 0", "200 hits 0", "210 hits 0"} // the flush needed room once more
		if got := backend.delivered(); !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		if got := log.lines(); len(got) != 3 || !strings.Contains(got[1], "spool is full") {
			t.Errorf("want lines for failing, losing and working again, got %q", got)
		}
	})
}

func TestTheBatchBeingSentIsNeverDropped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		registry, _ := counting("hits")
		backend := newMemory()
		release := make(chan struct{})
		backend.onSend = func(context.Context, int) error { <-release; return nil }
		r := reporters.Start(registry, backend, &reporters.Options{Phase: -1, Spool: 1, Logger: quiet().Logger})
		time.Sleep(time.Minute + time.Second)
		if h := r.Health(); h.Queued != 2 || h.DroppedOverflow != 4 {
			t.Errorf("the batch being sent and the newest stay, got %+v", h)
		}
		close(release)
		time.Sleep(100 * time.Millisecond) // the pause while catching up
		synctest.Wait()
		if got, want := backend.delivered(), []string{"10 hits 0", "60 hits 0"}; !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		mustClose(t, r)
	})
}

func TestARejectedBatchIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		registry, _ := counting("hits")
		backend := newMemory()
		backend.onSend = func(_ context.Context, attempt int) error {
			if attempt == 2 {
				return fmt.Errorf("HTTP 400: %w", reporters.ErrRejected)
			}
			return nil
		}
		r := reporters.Start(registry, backend, quiet())
		time.Sleep(35 * time.Second)
		h := r.Health()
		checkBooks(t, h)
		if h.Rejected != 1 || h.Acknowledged != 2 || h.Attempts != 3 || h.Failures != 1 {
			t.Errorf("got %+v", h)
		}
		if got, want := backend.delivered(), []string{"10 hits 0", "30 hits 0"}; !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		mustClose(t, r)
	})
}

func TestAttemptsBackOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		registry, _ := counting("hits")
		backend := newMemory()
		var times []time.Time
		backend.onSend = func(context.Context, int) error { times = append(times, time.Now()); return errDown }
		r := reporters.Start(registry, backend, quiet())
		time.Sleep(time.Hour)
		synctest.Wait()
		for i := 1; i < len(times); i++ {
			gap, longest := times[i].Sub(times[i-1]), min(time.Second<<min(i-1, 10), 12*time.Second)
			if gap < longest/2 || gap > longest {
				t.Errorf("pause %d is %v, want %v to %v", i, gap, longest/2, longest)
			}
		}
		if n := len(times); n < 300 || n > 605 {
			t.Errorf("%d attempts in an hour", n)
		}
		backend.set(nil)
		mustClose(t, r)
	})
}

func TestAHungRunnerHoldsTwoGoroutines(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		registry, _ := counting("hits")
		backend := newMemory()
		release := make(chan struct{})
		backend.onSend = func(context.Context, int) error { <-release; return nil } // deaf to ctx
		before := runtime.NumGoroutine()
		var runners []*reporters.Runner
		for range 50 {
			runners = append(runners, reporters.Start(registry, backend, quiet()))
		}
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		if got := runtime.NumGoroutine() - before; got > 2*len(runners) {
			t.Errorf("%d runners hold %d goroutines", len(runners), got)
		}
		close(release)
		for _, r := range runners {
			mustClose(t, r)
		}
	})
}

// reentrant is a log handler that asks the runner for its health, as one that counts log lines might.
type reentrant struct {
	slog.Handler
	runner chan *reporters.Runner
	states chan reporters.Health
}

func (h *reentrant) Handle(context.Context, slog.Record) error {
	r := <-h.runner
	h.states <- r.Health()
	return nil
}

func TestTheLogMayAskForHealth(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		registry, _ := counting("hits")
		backend := newMemory()
		backend.onSend = down
		h := &reentrant{slog.DiscardHandler, make(chan *reporters.Runner, 2), make(chan reporters.Health, 2)}
		// DiscardHandler is never enabled, so the embedded one has to be.
		h.Handler = slog.NewTextHandler(&logs{}, nil)
		r := reporters.Start(registry, backend, &reporters.Options{Phase: -1, Logger: slog.New(h)})
		h.runner <- r
		if got := <-h.states; !got.Failing {
			t.Errorf("the log speaks before the books: %+v", got)
		}
		h.runner <- r
		backend.set(nil)
		mustClose(t, r)
	})
}
