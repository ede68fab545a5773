package history

import (
	"sync"

	"github.com/binnacle-go/metrics/history/internal/column"
)

// gatherer adds up cells in slots, with room that is used again.
type gatherer struct {
	decoder column.Decoder
	cells   []column.Cell
	sum     column.Sum
	open    int           // the slot that spreads are added to
	several bool          // they are more than one, and in sum
	arena   *column.Arena // where spreads are put, and where those lie that are added; nil: in memory of their own
}

// newGatherer returns one that uses the room of spreads again too.
func newGatherer() gatherer {
	a := new(column.Arena)
	return gatherer{arena: a, decoder: column.Decoder{Arena: a}}
}

// begin prepares n empty slots.
func (g *gatherer) begin(n int) {
	if cap(g.cells) < n {
		g.cells = make([]column.Cell, n)
	}
	g.cells = g.cells[:n]
	clear(g.cells)
	g.open, g.several = 0, false
	if g.arena != nil {
		g.arena.Reset()
	}
}

// add counts a cell in a slot. Slots rise.
func (g *gatherer) add(slot int, c *column.Cell) {
	if len(c.Spread.Index) > 0 {
		g.addSpread(slot, &c.Spread)
	}
	g.cells[slot].Add(c)
}

// addSpread takes the first spread of a slot as it is: only where there are more is there anything to add up.
func (g *gatherer) addSpread(slot int, s *column.Spread) {
	if slot != g.open {
		g.close()
		g.open = slot
	}
	first := &g.cells[slot].Spread
	if len(first.Index) == 0 {
		if *first = *s; g.arena == nil {
			*first = s.Clone()
		}
		return
	}
	if !g.several {
		g.sum.Add(first)
		g.several = true
	}
	g.sum.Add(s)
}

func (g *gatherer) close() {
	if g.several {
		g.cells[g.open].Spread = g.sum.Take(g.arena)
		g.several = false
	}
}

// end returns the slots. They are valid until the next begin.
func (g *gatherer) end() []column.Cell {
	g.close()
	return g.cells
}

// gatherers are those of readers, who need one for a short time each.
var gatherers = sync.Pool{New: func() any { return new(gatherer) }}

// free gives a gatherer back to the others.
func (g *gatherer) free() {
	clear(g.cells)
	gatherers.Put(g)
}
