package updates

import (
	"runtime"

	"github.com/binnacle-go/metrics/bench/internal/peers"
)

// A mode says how many goroutines update the same instrument at once.
type mode struct {
	column     string
	goroutines func() int
}

// The columns of updates: one goroutine, one on each processor, and for instruments on which all meet, many more than
// there are processors. Times are nanoseconds of wall time over the operations of all goroutines.
const (
	Serial   = "serial"
	Parallel = "parallel"
	Crowded  = "crowded"
	Paired   = "paired"      // serial, against one other row alone and in many more rounds
	Allocs   = "allocations" // of an operation
)

func modesOf(work string) []mode {
	if work == peers.Add || work == peers.Record {
		return modes
	}
	return modes[:2]
}

var modes = []mode{
	{Serial, func() int { return 1 }},
	{Parallel, func() int { return runtime.GOMAXPROCS(0) }},
	{Crowded, func() int { return 16 * runtime.GOMAXPROCS(0) }},
}
