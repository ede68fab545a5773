package reporters_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
)

// A batch of which the backend has not taken some points is done with, and they are rejected.
func TestAPartialSuccessIsBookedPointByPoint(t *testing.T) {
	for _, c := range []struct{ says, rejected uint64 }{{0, 0}, {1, 1}, {3, 3}, {99, 3}} {
		synctest.Test(t, func(t *testing.T) {
			registry, _ := counting("hits")
			registry.Counter("misses")
			registry.Counter("errors")
			backend, log := newMemory(), &logs{}
			backend.onSend = func(context.Context, int) error {
				return fmt.Errorf("send: %w", &reporters.PartialError{Rejected: c.says, Err: errors.New("too old")})
			}
			r := reporters.Start(registry, backend, &reporters.Options{Phase: -1, Logger: log.logger()})
			time.Sleep(25 * time.Second)
			h := r.Health()
			checkBooks(t, h)
			if h.Rejected != 2*c.rejected || h.Acknowledged != 6-2*c.rejected || h.Queued != 0 || h.Attempts != 2 {
				t.Errorf("%d rejected: %+v", c.says, h)
			}
			if h.LastError != "send: too old" || len(log.lines()) != 1 {
				t.Errorf("error %q, log %q", h.LastError, log.lines())
			}
			mustClose(t, r)
		})
	}
}

// narrow is a backend whose format holds one point.
type narrow struct{ *memory }

func (n narrow) Encode(c *reporters.Capture) reporters.Batch {
	b := n.memory.Encode(c)
	return reporters.Batch{Body: b.Body[:len(b.Body)/len(c.Interval.Series)], Points: 1, Dropped: b.Points - 1}
}

// nothing is a backend whose format holds none.
type nothing struct{ *memory }

func (n nothing) Encode(c *reporters.Capture) reporters.Batch {
	return reporters.Batch{Dropped: uint64(len(c.Interval.Series))}
}

func TestWhatAFormatCannotHoldIsCounted(t *testing.T) {
	for _, c := range []struct {
		backend      func(*memory) reporters.Reporter
		acknowledged uint64
	}{
		{func(m *memory) reporters.Reporter { return narrow{m} }, 1},
		{func(m *memory) reporters.Reporter { return nothing{m} }, 0},
	} {
		registry, _ := counting("hits")
		registry.Counter("misses")
		registry.Counter("errors")
		r := reporters.Start(registry, c.backend(newMemory()), quiet())
		mustClose(t, r)
		h := r.Health()
		checkBooks(t, h)
		if h.Captured != 3 || h.Acknowledged != c.acknowledged || h.DroppedEncode != 3-c.acknowledged {
			t.Errorf("got %+v", h)
		}
		if s, _ := registry.Snapshot().Get("binnacle/reporters/memory/dropped", metrics.L("cause", "encode")); s.Count != h.DroppedEncode {
			t.Errorf("the series is %d", s.Count)
		}
	}
}
