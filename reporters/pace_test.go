package reporters_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics/reporters"
)

// A fleet that ticks together does not send together.
func TestAFleetIsSpreadOverHalfTheInterval(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const fleet = 1000
		var runners []*reporters.Runner
		sent := make(chan time.Duration, fleet)
		for range fleet {
			registry, _ := counting("hits")
			backend := newMemory()
			backend.onSend = func(context.Context, int) error { sent <- time.Since(backend.start); return nil }
			runners = append(runners, reporters.Start(registry, backend, nil))
		}
		time.Sleep(19 * time.Second)
		synctest.Wait()
		bySecond := map[int]int{}
		for range fleet {
			bySecond[int((<-sent).Seconds())]++
		}
		for second, n := range bySecond {
			if second < 10 || second > 14 || n < fleet/5/2 || n > fleet/5*2 {
				t.Errorf("%d of %d send in second %d", n, fleet, second)
			}
		}
		for _, r := range runners {
			go mustClose(t, r)
		}
		for range fleet {
			<-sent
		}
		synctest.Wait()
	})
}

func TestAPhaseDelaysDeliveryNotTimestamps(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		registry, _ := counting("hits")
		backend := newMemory()
		var at []time.Duration
		backend.onSend = func(context.Context, int) error { at = append(at, time.Since(backend.start)); return nil }
		r := reporters.Start(registry, backend, &reporters.Options{Phase: 3 * time.Second})
		time.Sleep(25 * time.Second)
		synctest.Wait()
		if len(at) != 2 || at[0] != 13*time.Second || at[1] != 23*time.Second || backend.delivered()[1] != "20 hits 0" {
			t.Errorf("delivered after %v: %q", at, backend.delivered())
		}
		mustClose(t, r)
	})
}

func TestCatchingUpIsPaced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		registry, _ := counting("hits")
		backend := newMemory()
		backend.onSend = down
		r := reporters.Start(registry, backend, &reporters.Options{Phase: -1, CatchUp: 4, Logger: quiet().Logger})
		time.Sleep(10*time.Minute + time.Second)
		var times []time.Time
		backend.set(func(context.Context, int) error { times = append(times, time.Now()); return nil })
		time.Sleep(40 * time.Second)
		synctest.Wait()
		if h := r.Health(); h.Queued != 0 || h.Lag != 0 || len(times) < 60 {
			t.Errorf("%d deliveries, %+v", len(times), h)
		}
		for i := 1; i < 55; i++ {
			if gap := times[i].Sub(times[i-1]); gap != 250*time.Millisecond {
				t.Errorf("pause %d is %v", i, gap)
			}
		}
		mustClose(t, r)
	})
}

func TestWhatWaitsTooLongIsDropped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		registry, _ := counting("hits")
		backend := newMemory()
		backend.onSend = down
		r := reporters.Start(registry, backend, &reporters.Options{Phase: -1, SpoolAge: time.Minute, Logger: quiet().Logger})
		time.Sleep(205 * time.Second)
		h := r.Health()
		checkBooks(t, h)
		if h.Captured != 20 || h.DroppedAge != 13 || h.Queued != 7 || h.Lag != 65*time.Second {
			t.Errorf("got %+v", h)
		}
		backend.set(nil)
		mustClose(t, r)
	})
}
