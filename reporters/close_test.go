package reporters_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics/reporters"
)

func TestCloseNeverWaitsPastItsContext(t *testing.T) {
	deaf := make(chan struct{})
	defer close(deaf)
	for _, c := range []struct {
		name   string
		onSend func(context.Context, int) error
		after  time.Duration // of running before Close
		want   time.Duration // that Close takes
	}{
		{"hangs, before the first delivery", hang, 5 * time.Second, 3 * time.Second},
		{"hangs, during a delivery", hang, 12 * time.Second, 3 * time.Second},
		{"hangs, during a backoff", hang, 20*time.Second + time.Millisecond, 3 * time.Second},
		{"down, before the first delivery", down, 5 * time.Second, 0},
		{"down, during a backoff", down, 10*time.Second + time.Millisecond, 0},
		{"works", nil, 12 * time.Second, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				registry, _ := counting("hits")
				backend := newMemory()
				backend.onSend = c.onSend
				r := reporters.Start(registry, backend, quiet())
				time.Sleep(c.after)
				ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
				defer cancel()
				start := time.Now()
				err := r.Close(ctx)
				if took := time.Since(start); took != c.want {
					t.Errorf("Close took %v, want %v", took, c.want)
				}
				h := r.Health()
				checkBooks(t, h)
				if h.Queued != 0 || (err == nil) != (h.DroppedShutdown == 0) || (err == nil) != (c.onSend == nil) {
					t.Errorf("Close returned %v with %+v", err, h)
				}
			})
		})
	}
}

func TestCloseLeavesABackendThatIsDeafToItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		registry, _ := counting("hits")
		backend := newMemory()
		release := make(chan struct{})
		backend.onSend = func(context.Context, int) error { <-release; return nil }
		r := reporters.Start(registry, backend, quiet())
		time.Sleep(25 * time.Second)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		start := time.Now()
		if err := r.Close(ctx); !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != time.Second {
			t.Errorf("Close returned %v after %v", err, time.Since(start))
		}
		close(release)
		synctest.Wait()
		h := r.Health()
		checkBooks(t, h)
		if h.DroppedShutdown != 3 || h.Acknowledged != 0 {
			t.Errorf("what was given up must not be booked twice: %+v", h)
		}
	})
}

func TestCloseWithAnEndedContextReturnsAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		registry, _ := counting("hits")
		r := reporters.Start(registry, newMemory(), quiet())
		time.Sleep(25 * time.Second)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := r.Close(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		synctest.Wait()
		checkBooks(t, r.Health())
	})
}

func TestCloseGivesAnUnreachableBackendOneMoreAttempt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		registry, hits := counting("hits")
		backend := newMemory()
		backend.onSend = hang
		r := reporters.Start(registry, backend, quiet())
		hits.Add(7)
		time.Sleep(12 * time.Second) // the first delivery hangs
		backend.set(nil)
		if err := r.Close(context.Background()); err != nil {
			t.Error(err)
		}
		if got := sum(t, backend.delivered()); got != 7 {
			t.Errorf("delivered %d hits, want 7", got)
		}
	})
}

func TestCloseTellsWhatWasLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		registry, _ := counting("hits")
		backend := newMemory()
		backend.onSend = down
		r := reporters.Start(registry, backend, quiet())
		time.Sleep(25 * time.Second)
		for range 2 {
			if err := r.Close(t.Context()); !errors.Is(err, errDown) || !strings.Contains(err.Error(), "3 points dropped") {
				t.Errorf("got %v", err)
			}
		}
	})
}

func TestManyMayClose(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		registry, hits := counting("hits")
		backend := newMemory()
		backend.onSend = func(context.Context, int) error { time.Sleep(time.Second); return nil }
		r := reporters.Start(registry, backend, quiet())
		hits.Add(7)
		time.Sleep(15 * time.Second)
		var all sync.WaitGroup
		for range 100 {
			all.Go(func() {
				if err := r.Close(t.Context()); err != nil {
					t.Error(err)
				}
				checkBooks(t, r.Health())
			})
		}
		all.Wait()
		hits.Inc()
		time.Sleep(time.Minute)
		if h := r.Health(); h.Captured != 2 || h.Acknowledged != 2 || sum(t, backend.delivered()) != 7 {
			t.Errorf("got %+v and %q", h, backend.delivered())
		}
	})
}

func TestAnImpatientCloserDoesNotSpoilTheFlush(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		registry, _ := counting("hits")
		backend := newMemory()
		backend.onSend = func(context.Context, int) error { time.Sleep(5 * time.Second); return nil }
		r := reporters.Start(registry, backend, quiet())
		patient := make(chan error)
		go func() { patient <- r.Close(context.Background()) }()
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := r.Close(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("the impatient one got %v", err)
		}
		if err := <-patient; err != nil || len(backend.delivered()) != 1 {
			t.Errorf("the patient one got %v, delivered %q", err, backend.delivered())
		}
	})
}

func TestCloseDoesNotWaitForACallback(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		registry := newRegistry()
		release := make(chan struct{})
		registry.GaugeFunc("stuck", func() float64 { <-release; return 1 })
		r := reporters.Start(registry, newMemory(), quiet())
		ctx, cancel := context.WithTimeout(t.Context(), 70*time.Millisecond)
		defer cancel()
		start := time.Now()
		if err := r.Close(ctx); !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != 70*time.Millisecond {
			t.Errorf("Close returned %v after %v", err, time.Since(start))
		}
		if err := r.Close(t.Context()); err == nil { // now it waits for the snapshot
			t.Error("a flush that came too late is no error")
		}
		checkBooks(t, r.Health())
		if h := r.Health(); h.Captured != 1 || h.DroppedShutdown != 1 {
			t.Errorf("got %+v", h)
		}
		close(release)
	})
}

func TestFinalTimestampIsThePresentTickUnlessItHasValues(t *testing.T) {
	for wait, want := range map[time.Duration]string{
		3 * time.Second:  "0 hits 1",  // nothing was reported yet
		13 * time.Second: "20 hits 0", // 10 has values, which must stay
	} {
		synctest.Test(t, func(t *testing.T) {
			registry, hits := counting("hits")
			hits.Inc()
			backend := newMemory()
			r := reporters.Start(registry, backend, quiet())
			time.Sleep(wait)
			mustClose(t, r)
			lines := backend.delivered()
			if got := lines[len(lines)-1]; got != want {
				t.Errorf("closed after %v: %q, want %q", wait, got, want)
			}
		})
	}
}
