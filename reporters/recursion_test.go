package reporters_test

import (
	"context"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
)

// counted is a log's handler that counts the lines in a registry, and looks at the registry as an alarm would.
type counted struct {
	slog.Handler
	registry *metrics.Registry
}

func (c counted) Handle(ctx context.Context, r slog.Record) error {
	c.registry.Counter("log/lines", metrics.L("level", r.Level.String())).Inc()
	c.registry.Snapshot()
	return c.Handler.Handle(ctx, r)
}

// The reporter's own lines pass through a handler that counts them in what the reporter reports: no line makes another.
func TestTheLogMayCountItsLinesInTheRegistry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		registry, _ := counting("hits")
		backend, log := newMemory(), &logs{}
		backend.onSend = down
		logger := slog.New(counted{log.logger().Handler(), registry})
		r := reporters.Start(registry, backend, &reporters.Options{Phase: -1, Logger: logger})
		time.Sleep(10 * time.Minute)
		s, _ := registry.Snapshot().Get("log/lines", metrics.L("level", "WARN"))
		if lines := len(log.lines()); lines != 1 || s.Count != 1 {
			t.Errorf("%d lines, %d counted, want the one of the change of state", lines, s.Count)
		}
		checkBooks(t, r.Health())
		backend.set(nil)
		mustClose(t, r)
	})
}
