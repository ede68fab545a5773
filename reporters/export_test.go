package reporters_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
)

func TestHealthIsSeriesOfTheRegistry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		registry, _ := counting("hits")
		backend := newMemory()
		backend.onSend = down
		r := reporters.Start(registry, backend, &reporters.Options{Phase: -1, SpoolAge: 10 * time.Second, Logger: quiet().Logger})
		time.Sleep(55 * time.Second)
		h := r.Health()
		s := registry.Snapshot()
		for name, want := range map[string]uint64{
			"captured": 5, "acknowledged": 0, "rejected": 0, "skipped": 0, "attempts": h.Attempts, "failures": h.Failures,
		} {
			if got, ok := s.Get("binnacle/reporters/memory/" + name); !ok || got.Kind != metrics.KindCounter || got.Count != want {
				t.Errorf("%s: %d, want %d", name, got.Count, want)
			}
		}
		for name, want := range map[string]float64{"queued": 2, "queued_bytes": float64(h.QueuedBytes), "failing": 1} {
			if got, _ := s.Get("binnacle/reporters/memory/" + name); got.Value != want {
				t.Errorf("%s: %v, want %v", name, got.Value, want)
			}
		}
		if got, _ := s.Get("binnacle/reporters/memory/dropped", metrics.L("cause", "age")); got.Count != 3 {
			t.Errorf("dropped: %d", got.Count)
		}
		if got, _ := s.Get("binnacle/reporters/memory/lag"); got.Value < 10 {
			t.Errorf("lag: %v", got.Value)
		}
		backend.set(nil)
		mustClose(t, r)
		if got := len(backend.delivered()); got != 2 { // one was too old for the flush
			t.Errorf("%d lines delivered, want nothing but hits: %q", got, backend.delivered())
		}
	})
}

func TestHealthIsReportedOnRequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		registry, _ := counting("hits")
		backend := newMemory()
		r := reporters.Start(registry, backend, &reporters.Options{ReportHealth: true, Rules: reporters.MustRules("forbid lag")})
		mustClose(t, r)
		if got := len(backend.delivered()); got != 14 {
			t.Errorf("%d lines: %q", got, backend.delivered())
		}
	})
}
