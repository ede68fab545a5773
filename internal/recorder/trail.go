package recorder

import (
	"math"
	"slices"
	"sync"
)

// A growth is a cell, in the upper half, and by how much it has grown from one reading to the next. More than the lower
// half holds is in several that follow each other.
type growth uint32

const maxGrowth = math.MaxUint16

func newGrowth(cell int, by uint32) growth { return growth(uint32(cell)<<16 | by) }

func (g growth) cell() int { return int(g >> 16) }

func (g growth) by() uint32 { return uint32(g & maxGrowth) }

// A trail is what readings that follow each other have in common: the cells of the latest one, and how they have come
// about, so that any of the others can be told from it. Each reading keeps no more than how far the trail went then.
type trail struct {
	mu     sync.Mutex
	latest []uint32
	log    []growth // reading by reading; never moved
}

// roomFor reports whether more can be written down. A log that is longer than the cells would take longer to go back than
// to copy them.
func (t *trail) roomFor(more []growth) bool { return len(t.log)+len(more) <= cap(t.log) }

// branch begins a trail where another one is, with room for at least n.
func (t *trail) branch(n int) *trail {
	return &trail{latest: slices.Clone(t.latest), log: make([]growth, 0, max(n, len(t.latest)))}
}

// follow returns the counts of the reading that follows an earlier one. The caller holds the recorder's lock.
func (t *trail) follow(earlier *Counts, grown []growth) *Counts {
	t.mu.Lock()
	defer t.mu.Unlock()
	begin := len(t.log)
	t.log = append(t.log, grown...)
	out := &Counts{
		digits: earlier.digits, total: earlier.total, pages: earlier.pages,
		trail: t, passed: len(t.log), grown: t.log[begin:len(t.log):len(t.log)],
		number: readings.Add(1), since: earlier.number,
	}
	for _, g := range grown {
		t.latest[g.cell()] += g.by()
		out.total += uint64(g.by())
	}
	return out
}

// back returns the cells as they were when the log had n growths.
func (t *trail) back(n int) []uint32 {
	t.mu.Lock()
	defer t.mu.Unlock()
	cells := slices.Clone(t.latest)
	for _, g := range t.log[n:] {
		cells[g.cell()] -= g.by()
	}
	return cells
}
