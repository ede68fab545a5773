package peers

import (
	"math"
	"sync/atomic"
	"time"

	"github.com/binnacle-go/metrics/bench/internal/stream"
)

// floorUpdates are the cheapest things that do each work at all.
var floorUpdates = []Update{
	{Row{Add, Floor, "atomic add"}, func() Op {
		var n atomic.Int64
		return Op{
			Run: func(_, times int) {
				for range times {
					n.Add(1)
				}
			},
			Total: func() float64 { return float64(n.Load()) },
		}
	}},
	{Row{Set, Floor, "atomic store"}, func() Op {
		var bits atomic.Uint64
		return Op{
			Run: func(first, n int) {
				for i := first; i < first+n; i++ {
					bits.Store(math.Float64bits(stream.Seconds(i)))
				}
			},
			Total: func() float64 { return math.Float64frombits(bits.Load()) },
		}
	}},
	{Row{Time, Floor, "time.Now, time.Since"}, func() Op {
		var total atomic.Int64
		return Op{
			Run: func(_, n int) {
				var took time.Duration
				for range n {
					start := time.Now()
					took += time.Since(start)
				}
				clockSink.Store(int64(took))
				total.Add(int64(n))
			},
			Total: func() float64 { return float64(total.Load()) },
		}
	}},
	{Row{Time, Floor, "time.Since of a base, twice"}, func() Op {
		var total atomic.Int64
		base := time.Now()
		return Op{
			Run: func(_, n int) {
				var took time.Duration
				for range n {
					start := time.Since(base)
					took += time.Since(base) - start
				}
				clockSink.Store(int64(took))
				total.Add(int64(n))
			},
			Total: func() float64 { return float64(total.Load()) },
		}
	}},
	{Row{Lookup, Floor, "map of structs, atomic add"}, func() Op {
		counters := map[pair]*atomic.Int64{}
		for _, p := range pairs {
			counters[p] = new(atomic.Int64)
		}
		return Op{
			Run: func(first, n int) {
				for i := first; i < first+n; i++ {
					counters[*pairAt(i)].Add(1)
				}
			},
			Total: func() (sum float64) {
				for _, c := range counters {
					sum += float64(c.Load())
				}
				return sum
			},
		}
	}},
}

// clockSink keeps the compiler from dropping what was measured.
var clockSink atomic.Int64
