package history

import (
	"sync/atomic"
	"time"
)

// Stats tell what a Store keeps, what it costs, and what was lost.
type Stats struct {
	Bytes     int    // memory that the past takes
	MaxBytes  int    // what it is bounded by
	Series    int    // that have a past, those that have vanished included
	Points    uint64 // known slots of all series
	Untracked int    // present series for whose past there is no room

	Coarsened uint64 // slots whose distributions were put into wider buckets to make room
	Dropped   uint64 // slots that were dropped to make room, or because the clock was set back
	Forgotten uint64 // series that had vanished and were forgotten to make room

	Samples    uint64        // taken
	Late       uint64        // samples that tell of more than one step
	ClockSteps uint64        // how often the clock was set back so far that slots had to be dropped
	Cost       time.Duration // of the latest sample
}

// counts are what a store counts of its own doing.
type counts struct {
	samples, late, steps atomic.Uint64
	cost                 atomic.Int64
}

func (c *counts) sampled(cost time.Duration, span uint64) {
	c.samples.Add(1)
	if span > 1 {
		c.late.Add(1)
	}
	c.cost.Store(int64(cost))
}

// Stats returns the present state of the store.
func (s *Store) Stats() Stats {
	now := s.now.Load()
	v := now.view
	out := Stats{
		Bytes: v.bytes, MaxBytes: s.archive.maxBytes, Series: v.series, Points: v.points(),
		Coarsened: v.lost.coarsened, Dropped: v.lost.dropped, Forgotten: v.lost.forgotten,
		Samples: s.counts.samples.Load(), Late: s.counts.late.Load(), ClockSteps: s.counts.steps.Load(),
		Cost: time.Duration(s.counts.cost.Load()),
	}
	for _, t := range now.tracks {
		if t == nil {
			out.Untracked++
		}
	}
	return out
}

// points counts the known slots of all series.
func (v *view) points() (n uint64) {
	for i := range v.levels {
		for _, p := range v.levels[i].pages {
			n += p.points
		}
	}
	for _, r := range v.rows {
		n += uint64(len(r.cells))
	}
	return n
}
