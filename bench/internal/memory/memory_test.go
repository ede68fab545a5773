package memory_test

import (
	"testing"

	"github.com/binnacle-go/metrics/bench/internal/memory"
	"github.com/binnacle-go/metrics/bench/internal/peers"
	"github.com/binnacle-go/metrics/bench/internal/result"
)

func TestRun(t *testing.T) {
	results := result.Results{}
	all := func(peers.Row) bool { return true }
	memory.Run(peers.Libraries(), memory.Options{Instruments: 100, Want: all}, results)
	median := func(work, library, call, column string) float64 {
		return results.Median(result.Point{Row: peers.Row{Work: work, Library: library, Call: call}, Column: column})
	}
	// hdrhistogram-go allocates all its counts at once: 5,000 and some of 8 bytes for this range.
	dense := median(peers.TimerBytes, "hdrhistogram-go", "2 digits, 1 ns to 1 h", memory.Empty)
	if dense < 40_000 || dense > 45_000 {
		t.Errorf("a histogram of hdrhistogram-go has %v bytes", dense)
	}
	if floor := median(peers.CounterBytes, "floor", "Counter", memory.Empty); floor < 30 || floor > 300 {
		t.Errorf("a counter in a map has %v bytes", floor)
	}
	empty := median(peers.TimerBytes, peers.Binnacle, "Timer, 2 digits", memory.Empty)
	used := median(peers.TimerBytes, peers.Binnacle, "Timer, 2 digits", memory.Used)
	if !(0 < empty && empty < used && used < dense) {
		t.Errorf("a timer has %v bytes, used %v", empty, used)
	}
}
