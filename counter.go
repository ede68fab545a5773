package metrics

import "github.com/binnacle-go/metrics/internal/adder"

// A Counter counts events. It only rises and starts at zero. It is safe for concurrent use: an update is one atomic
// add. Where processors are seen to contend for it, it spreads over several words, which is its only allocation.
type Counter struct{ n adder.Adder }

func makeCounter(_ *tree, id identity) *entry {
	c := newCell[Counter](id)
	c.instrument = &c.value
	return &c.entry
}

// Inc adds one.
func (c *Counter) Inc() { c.n.Inc() }

// Add adds n events. Past 2^64-1 it wraps, as every unsigned counter does.
func (c *Counter) Add(n uint64) { c.n.Add(n) }

// Value returns the events counted so far.
func (c *Counter) Value() uint64 { return c.n.Sum() }

func (c *Counter) absorb(s *Series) { c.n.Add(s.Count) }

func (c *Counter) read(s *Series, _ moment) { s.Count = c.n.Sum() }
