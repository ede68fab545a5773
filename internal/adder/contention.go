package adder

import "sync/atomic"

// contended tells goroutines that meet all the time from those that met by chance.
func contended(n *atomic.Uint64) bool {
	for range 3 {
		if !changes(n) {
			return false
		}
	}
	return true
}

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
