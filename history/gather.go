package history

import "github.com/binnacle-go/metrics/history/internal/column"

// gatherer adds up cells in slots, with room that is used again.
type gatherer struct {
	decoder column.Decoder
	cells   []column.Cell
	sum     column.Sum
	open    int           // the slot whose spread is in sum
	arena   *column.Arena // where spreads are put; nil: in memory of their own
}

// begin prepares n empty slots.
func (g *gatherer) begin(n int) {
	if cap(g.cells) < n {
		g.cells = make([]column.Cell, n)
	}
	g.cells = g.cells[:n]
	clear(g.cells)
	g.open = 0
	if g.arena != nil {
		g.arena.Reset()
	}
}

// add counts a cell in a slot. Slots rise.
func (g *gatherer) add(slot int, c *column.Cell) {
	if len(c.Spread.Index) > 0 {
		if slot != g.open {
			g.close()
			g.open = slot
		}
		g.sum.Add(&c.Spread)
	}
	g.cells[slot].Add(c)
}

func (g *gatherer) close() {
	if spread := g.sum.Take(g.arena); len(spread.Index) > 0 {
		g.cells[g.open].Spread = spread
	}
}

// end returns the slots. They are valid until the next begin.
func (g *gatherer) end() []column.Cell {
	g.close()
	return g.cells
}
