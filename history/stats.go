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
	Cost       time.Duration // of the latest sample, all included

	Box Box
}

// A Box is the state of the file in which a Store keeps its history too.
type Box struct {
	Path  string // empty without a file
	Bytes int64  // that the file has
	// Err is why the latest sample is not in the file, nil if it is. History in memory goes on without the file.
	Err error
	// Damage is what was wrong with the file when it was opened: then it was set aside, and its intact part goes on.
	Damage error
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
	out := s.reader.stats()
	out.Samples, out.Late, out.ClockSteps = s.counts.samples.Load(), s.counts.late.Load(), s.counts.steps.Load()
	out.Cost = time.Duration(s.counts.cost.Load())
	out.Box = s.box.state()
	return out
}

// stats tells what is kept.
func (r *reader) stats() Stats {
	now := r.now.Load()
	v := now.view
	out := Stats{
		Bytes: v.bytes, MaxBytes: r.archive.maxBytes, Series: v.series, Points: v.points(),
		Coarsened: v.lost.coarsened, Dropped: v.lost.dropped, Forgotten: v.lost.forgotten,
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
