package recorder

import (
	"math/bits"
	"slices"
	"sync"
	"sync/atomic"
	"unsafe"
)

// A growth is by how much a bucket has grown from one reading to the next.
type growth struct {
	index uint16
	cell  uint16 // its place in dense counts
	n     uint32
}

// A trail is what readings leave to those that follow them, so that each has to keep no more than what has grown. The
// recorder's lock guards it.
type trail struct {
	number uint64   // of the latest reading
	latest []uint32 // the cells of it
	base   []uint32 // never changed
	log    []growth // what has grown from base to latest, reading by reading; only appended to
}

// readings numbers those that follow an earlier one, so that it is known which two follow each other.
var readings atomic.Uint64

// growths are lists that are used again.
var growths = sync.Pool{New: func() any { return new([]growth) }}

// advance reads dense counts when an earlier state of them is known, of the same pages and without shards.
func (r *Recorder) advance(earlier *Counts) *Counts {
	t := earlier.trail
	if t == nil || t.number != earlier.number { // another reading has followed it
		t = nil
	}
	pooled := growths.Get().(*[]growth)
	defer growths.Put(pooled)
	*pooled = r.grown(earlier, t, (*pooled)[:0])
	if len(*pooled) == 0 {
		return earlier
	}
	if t == nil {
		base := earlier.dense()
		t = &trail{base: base, latest: slices.Clone(base)}
	}
	return t.follow(earlier, *pooled)
}

// grown appends what has grown since an earlier reading, whose cells a trail may have.
func (r *Recorder) grown(earlier *Counts, t *trail, out []growth) []growth {
	half := 1 << r.halfBits / 2
	var rest []uint64
	if t != nil {
		rest = pairs(t.latest)
	} else {
		rest = pairs(earlier.dense())
	}
	for at, set := 0, earlier.pages; set != 0; set &= set - 1 {
		n := bits.TrailingZeros64(set)
		out = appendGrown(out, growth{index: uint16(n << r.halfBits), cell: uint16(at)}, rest[:half], livePairs(r.pages[n].Load(), 2*half))
		rest, at = rest[half:], at+2*half
	}
	return out
}

// follow returns the counts of the reading that follows an earlier one.
func (t *trail) follow(earlier *Counts, grown []growth) *Counts {
	if 2*len(t.log) > len(t.latest) { // to add it up would take longer than to copy
		t.base, t.log = slices.Clone(t.latest), make([]growth, 0, len(t.log)+len(grown))
	}
	t.number = readings.Add(1)
	t.log = append(t.log, grown...)
	apply(grown, t.latest)
	n := len(t.log)
	out := &Counts{
		digits: earlier.digits, total: earlier.total, pages: earlier.pages, cells: t.base, log: t.log[:n:n],
		trail: t, number: t.number, since: earlier.number, grown: len(grown),
	}
	for _, g := range grown {
		out.total += uint64(g.n)
	}
	return out
}

func apply(grown []growth, cells []uint32) {
	for _, g := range grown {
		cells[g.cell] += g.n
	}
}

// dense returns the cells of dense counts, nil of sparse ones.
func (c *Counts) dense() []uint32 {
	if len(c.log) == 0 {
		return c.cells
	}
	if sum := c.sum.Load(); sum != nil {
		return *sum
	}
	sum := slices.Clone(c.cells)
	apply(c.log, sum)
	c.sum.Store(&sum)
	return sum
}

// appendGrown appends what has grown in a page, given its first cell. It looks at four pairs of cells at a time, of
// which mostly none has; of the others it writes every cell and keeps those that have, which spares a branch that no
// processor can predict. Cells never fall, so that one subtraction serves both of a pair.
func appendGrown(grown []growth, first growth, before []uint64, live []atomic.Uint64) []growth {
	grown = slices.Grow(grown, 2*len(before))
	room, n := grown[len(grown):][:2*len(before)], 0
	for i := 0; i+4 <= len(before) && i+4 <= len(live); i += 4 {
		old, now := (*[4]uint64)(before[i:]), (*[4]atomic.Uint64)(live[i:])
		d := [4]uint64{now[0].Load() - old[0], now[1].Load() - old[1], now[2].Load() - old[2], now[3].Load() - old[3]}
		if d[0]|d[1]|d[2]|d[3] == 0 {
			continue
		}
		for k, by := range (*[8]uint32)(unsafe.Pointer(&d)) {
			place := uint16(2*i + k)
			room[n] = growth{first.index + place, first.cell + place, by}
			if by != 0 {
				n++
			}
		}
	}
	return grown[:len(grown)+n]
}
