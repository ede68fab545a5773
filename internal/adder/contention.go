package adder

import "sync/atomic"

// hashFactor is 2^64 divided by the golden ratio: multiplying by it spreads neighbours over the high bits.
const hashFactor = 0x9E3779B97F4A7C15

// sampled chooses about one of 1,024 sums, whatever the steps between them are.
func sampled(sum uint64) bool { return sum*hashFactor>>54 == 0 }

// contended tells goroutines that meet all the time from those that met by chance.
func contended(n *atomic.Uint64) bool { return changes(n) && changes(n) && changes(n) }

// changes watches for about a tenth of a microsecond whether somebody else changes a word. A failed compare-and-swap
// would tell much less: a processor keeps a word that it has just got for many operations.
func changes(n *atomic.Uint64) bool {
	before := n.Load()
	for range 256 {
		if n.Load() != before {
			return true
		}
	}
	return false
}
