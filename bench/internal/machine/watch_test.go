package machine_test

import (
	"testing"
	"time"

	"github.com/binnacle-go/metrics/bench/internal/machine"
)

// A program that waits does not have the processor; one that works has it at least at times.
func TestShare(t *testing.T) {
	watch := machine.Start()
	<-time.After(50 * time.Millisecond)
	_, idle := watch.Stop(1)
	if _, known := machine.ProcessorTime(); known && idle > 0.5 {
		t.Errorf("share %v while waiting", idle)
	}
	free := machine.Pin(1)
	defer free()
	for best, deadline := 0.0, time.Now().Add(10*time.Second); best < machine.Quiet; {
		for watch = machine.Start(); watch.Elapsed() < time.Millisecond; {
		}
		took, share := watch.Stop(1)
		best = max(best, share)
		if took < time.Millisecond || time.Now().After(deadline) {
			t.Fatalf("took %v, share %v while working", took, best)
		}
	}
}
