package updates

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/binnacle-go/metrics/bench/internal/machine"
	"github.com/binnacle-go/metrics/bench/internal/peers"
)

// attempts is how often a measurement is repeated at most that others disturbed: goroutines that wait for a processor
// take time, and do not contend.
const attempts = 8

// measure updates a new instrument from so many goroutines for about the time d and returns the wall time of an
// operation in nanoseconds. Goroutines that share it do so for a while before.
func measure(u peers.Update, goroutines int, o Options) (nanos float64) {
	d := o.Time
	op := u.New()
	if op.Close != nil {
		defer op.Close()
	}
	batch := warm(op, d/2)
	if goroutines > 1 {
		once(op, goroutines, batch, o.Settle)
	}
	runtime.GC() // so that nobody pays for what others left
	best := 0.0
	for range attempts {
		if n, share := once(op, goroutines, batch, d); share > best {
			nanos, best = n, share
		}
		if best >= machine.Quiet {
			break
		}
	}
	return nanos
}

// warm updates for at least the time d and returns how many updates take about 30 µs, in which the clock is read once.
func warm(op peers.Op, d time.Duration) (batch int) {
	const enough = 30 * time.Microsecond
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

// once measures once. It returns the share that the program had of the processors it could use, too.
func once(op peers.Op, goroutines, batch int, d time.Duration) (nanos, share float64) {
	processors := min(goroutines, runtime.GOMAXPROCS(0))
	r := run{op: op, batch: batch, yield: goroutines > processors}
	var waiting atomic.Int64
	waiting.Store(int64(processors))
	for p := range processors {
		r.wg.Go(func() {
			// All processors begin at once, or the first would be alone for a while.
			free := machine.Pin(p)
			waiting.Add(-1)
			for waiting.Load() > 0 {
			}
			free()
			r.begin.Do(func() { r.watch = machine.Start() })
			for g := p + processors; g < goroutines; g += processors {
				r.wg.Go(func() { r.update(g, d) })
			}
			r.update(p, d)
		})
	}
	r.wg.Wait()
	took, share := r.watch.Stop(processors)
	return float64(took) / float64(r.done.Load()), share
}

// A run is one measurement.
type run struct {
	op    peers.Op
	batch int
	yield bool // there are more goroutines than processors: let all of them run within the time
	wg    sync.WaitGroup
	begin sync.Once
	watch machine.Watch
	done  atomic.Int64
}

func (r *run) update(g int, d time.Duration) {
	n := 0
	for first := g * 7919; r.watch.Elapsed() < d; first += r.batch {
		r.op.Run(first, r.batch)
		n += r.batch
		if r.yield {
			runtime.Gosched()
		}
	}
	r.done.Add(int64(n))
}
