package updates

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/binnacle-go/metrics/bench/internal/peers"
)

// measure updates a new instrument from so many goroutines for about the time d and returns the wall time of an
// operation in nanoseconds.
func measure(u peers.Update, goroutines int, d time.Duration) float64 {
	op := u.New()
	if op.Close != nil {
		defer op.Close()
	}
	batch := warm(op, d/4)
	runtime.GC() // so that nobody pays for what others left
	var done atomic.Int64
	var wg sync.WaitGroup
	start := time.Now()
	for g := range goroutines {
		wg.Go(func() {
			n := 0
			for first := g * 7919; time.Since(start) < d; first += batch {
				op.Run(first, batch)
				n += batch
				if goroutines > runtime.GOMAXPROCS(0) {
					runtime.Gosched() // or some would not run at all within d
				}
			}
			done.Add(int64(n))
		})
	}
	wg.Wait()
	return float64(time.Since(start)) / float64(done.Load())
}

// warm updates for at least the time d and returns how many updates take about 50 µs, in which the clock is read once.
func warm(op peers.Op, d time.Duration) (batch int) {
	const enough = 50 * time.Microsecond
	batch = 16
	for start, first := time.Now(), 0; time.Since(start) < d; first += batch {
		began := time.Now()
		op.Run(first, batch)
		if time.Since(began) < enough {
			batch *= 2
		}
	}
	return batch
}

// allocations returns the allocations of one update once the instrument has seen the whole stream.
func allocations(u peers.Update) float64 {
	const whole, times = 1 << 16, 1 << 12
	op := u.New()
	if op.Close != nil {
		defer op.Close()
	}
	op.Run(0, whole)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1)) // others' goroutines would count too
	least := uint64(1 << 63)
	var before, after runtime.MemStats
	for range 3 {
		runtime.ReadMemStats(&before)
		op.Run(0, times)
		runtime.ReadMemStats(&after)
		least = min(least, after.Mallocs-before.Mallocs)
	}
	return float64(least) / times
}
