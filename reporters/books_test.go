package reporters_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
)

// Whatever happens to the attempts, the books balance at every moment, and nothing is delivered that was not captured.
func TestTheBooksBalanceAtEveryMoment(t *testing.T) {
	for seed := range uint64(20) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				random := rand.New(rand.NewPCG(seed, 1))
				registry, hits := counting("hits")
				registry.Counter("errors")
				registry.Counter("misses")
				backend := &picky{memory: newMemory(), lines: seed%2 == 0}
				backend.onSend = func(ctx context.Context, _ int) error { return anyOutcome(ctx, random) }
				o := reporters.Options{Spool: 360, SpoolAge: time.Minute, Logger: new(logs).logger()}
				if seed%3 == 0 {
					o.SpoolDir = t.TempDir()
				}
				r := reporters.Start(registry, backend, &o)
				watch := watchBooks(t, r)
				for range 300 {
					hits.Inc()
					time.Sleep(time.Second)
				}
				ctx, cancel := context.WithTimeout(t.Context(), time.Duration(seed)*time.Second)
				defer cancel()
				err := r.Close(ctx)
				watch()
				synctest.Wait()
				h := r.Health()
				checkBooks(t, h)
				checkSeries(t, registry, h)
				if o.SpoolDir == "" && (h.Queued != 0 || (err == nil && h.DroppedShutdown != 0)) {
					t.Errorf("after Close: %v, %+v", err, h)
				}
				if delivered := uint64(len(backend.delivered())); delivered < h.Acknowledged || delivered > h.Captured {
					t.Errorf("%d lines delivered, %+v", delivered, h)
				}
			})
		})
	}
}

// anyOutcome takes up to 12 seconds, and then delivers, fails, asks to wait, rejects or refuses.
func anyOutcome(ctx context.Context, random *rand.Rand) error {
	select {
	case <-time.After(time.Duration(random.IntN(12)) * time.Second):
	case <-ctx.Done():
		return ctx.Err()
	}
	asks := &reporters.RetryError{After: 9 * time.Second, Err: errDown}
	return []error{nil, nil, nil, errDown, asks, reporters.ErrRejected, reporters.ErrSplit}[random.IntN(7)]
}

// checkSeries compares the runner's series with its books.
func checkSeries(t *testing.T, registry *metrics.Registry, h reporters.Health) {
	t.Helper()
	s := registry.Snapshot()
	for name, want := range map[string]uint64{
		"captured": h.Captured, "acknowledged": h.Acknowledged, "rejected": h.Rejected, "attempts": h.Attempts, "failures": h.Failures,
	} {
		if got, _ := s.Get("binnacle/reporters/memory/" + name); got.Count != want {
			t.Errorf("the series %s is %d, want %d", name, got.Count, want)
		}
	}
}

// watchBooks checks the invariant all the time until the returned function is called.
func watchBooks(t *testing.T, r *reporters.Runner) (stop func()) {
	quit, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			checkBooks(t, r.Health())
			select {
			case <-quit:
				return
			case <-time.After(100 * time.Millisecond):
			}
		}
	}()
	return func() { close(quit); <-done }
}
