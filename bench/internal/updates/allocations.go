package updates

import (
	"runtime"

	"github.com/binnacle-go/metrics/bench/internal/peers"
)

// allocations returns the allocations of one update with values that the instrument has seen before.
func allocations(u peers.Update) float64 {
	const times = 1 << 9
	op := u.New()
	if op.Close != nil {
		defer op.Close()
	}
	op.Run(0, times)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1)) // others' goroutines would count too
	least := uint64(1 << 63)
	var before, after runtime.MemStats
	for range 24 { // a call that is slower than others, and kept for that, allocates
		runtime.ReadMemStats(&before)
		op.Run(0, times)
		runtime.ReadMemStats(&after)
		least = min(least, after.Mallocs-before.Mallocs)
	}
	return float64(least) / times
}
