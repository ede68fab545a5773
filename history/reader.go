package history

import (
	"time"

	"github.com/binnacle-go/metrics"
)

// A Reader is a source of history. A [Store] is one; others can stand in for it. All methods are safe for
// concurrent use, and nobody may change what they return.
type Reader interface {
	// Latest returns the newest sample. Its snapshot is never nil.
	Latest() Tick
	// Since returns the statistics of the last d, or of as much of it as is kept: its Start and Time say of what.
	Since(d time.Duration) *metrics.Snapshot
	// Range returns the points of one series from one time to another. A step of zero stands for the finest that is
	// kept of all of that time; any other is rounded up to a multiple of it. An unknown series has no points.
	Range(name string, labels []metrics.Label, from, to time.Time, step time.Duration) Range
	// Subscribe returns a channel of new samples, and a function that ends the subscription. The channel holds one
	// sample: who reads slowly gets the newest only and delays nobody.
	Subscribe() (ticks <-chan Tick, cancel func())
}

// A Tick is one sample.
type Tick struct {
	N     uint64            // its time in steps since 1970; rises with each sample unless the clock is set back
	Total *metrics.Snapshot // totals since the start; its Since tells what has happened since another sample
}
