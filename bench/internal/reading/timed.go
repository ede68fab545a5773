package reading

import (
	"runtime"
	"time"

	"github.com/binnacle-go/metrics/bench/internal/machine"
	"github.com/binnacle-go/metrics/bench/internal/peers"
)

// patience is how much longer than wanted a measurement may take to get one read that others did not disturb.
const patience = 4

// timed reads again and again for about the time d. It returns the mean time of the reads that others did not disturb,
// or else the time that the least disturbed had a processor, and the mean allocations.
func timed(read peers.Read, d time.Duration) (nanos, allocs float64) {
	var out discard
	for n, all := 0, machine.Start(); n < 2 && all.Elapsed() < d; n++ { // to make what is kept from read to read
		read.Do(&out)
	}
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	n, quiet, sum, best := 0, 0, 0.0, 0.0
	for all := machine.Start(); n == 0 || all.Elapsed() < d || quiet == 0 && all.Elapsed() < patience*d; n++ {
		if read.Before != nil {
			read.Before()
		}
		watch := machine.Start()
		read.Do(&out)
		took, share := watch.Stop(1)
		if share >= machine.Quiet {
			quiet++
			sum += float64(took)
		} else if share > best {
			best, nanos = share, float64(took)*share
		}
	}
	runtime.ReadMemStats(&after)
	if quiet > 0 {
		nanos = sum / float64(quiet)
	}
	return nanos, float64(after.Mallocs-before.Mallocs) / float64(n)
}

// discard is a writer that, unlike io.Discard, has no other methods that could be used to write.
type discard struct{}

func (*discard) Write(p []byte) (int, error) { return len(p), nil }
