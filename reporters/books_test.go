package reporters_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics/reporters"
)

// Whatever happens to the attempts, the books balance at every moment, and nothing is delivered that was not captured.
func TestTheBooksBalanceAtEveryMoment(t *testing.T) {
	for seed := range uint64(20) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				random := rand.New(rand.NewPCG(seed, 1))
				registry, hits := counting("hits")
				backend := newMemory()
				backend.onSend = func(ctx context.Context, _ int) error { return anyOutcome(ctx, random) }
				r := reporters.Start(registry, backend, &reporters.Options{Phase: -1, Spool: 120, Logger: new(logs).logger()})
				watch := watchBooks(t, r)
				for range 300 {
					hits.Inc()
					time.Sleep(time.Second)
				}
				ctx, cancel := context.WithTimeout(t.Context(), time.Duration(seed)*time.Second)
				defer cancel()
				err := r.Close(ctx)
				watch()
				h := r.Health()
				checkBooks(t, h)
				if h.Queued != 0 || (err == nil && h.DroppedShutdown != 0) {
					t.Errorf("after Close: %v, %+v", err, h)
				}
				if delivered := uint64(len(backend.delivered())); delivered < h.Acknowledged || delivered > h.Captured {
					t.Errorf("%d lines delivered, %+v", delivered, h)
				}
			})
		})
	}
}

// anyOutcome takes up to 12 seconds, and then delivers, fails or rejects.
func anyOutcome(ctx context.Context, random *rand.Rand) error {
	select {
	case <-time.After(time.Duration(random.IntN(12)) * time.Second):
	case <-ctx.Done():
		return ctx.Err()
	}
	return []error{nil, nil, errDown, reporters.ErrRejected}[random.IntN(4)]
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
