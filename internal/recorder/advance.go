package recorder

import (
	"math"
	"math/bits"
	"slices"
	"sync"
	"sync/atomic"
	"unsafe"
)

// readings numbers those that follow an earlier one, so that it is known which two follow each other.
var readings atomic.Uint64

// changes are lists that are used again.
var changes = sync.Pool{New: func() any { return new(changed) }}

// changed is what has changed since an earlier reading.
type changed struct {
	eights []eight
	grown  []growth
}

// An eight is by how much eight cells have grown, of which at least one has.
type eight struct {
	by   [4]uint64
	cell int // the first one
}

// advance reads dense counts when an earlier state of them is known, of the same pages and without shards.
func (r *Recorder) advance(earlier *Counts) *Counts {
	t := earlier.trail
	if t == nil || len(t.log) != earlier.passed { // another reading has followed it
		t = &trail{latest: earlier.dense()}
	}
	found := changes.Get().(*changed)
	defer changes.Put(found)
	if r.compare(t.latest, earlier.pages, found); len(found.eights) == 0 {
		return earlier
	}
	found.list()
	if !t.roomFor(found.grown) {
		t = t.branch(len(found.grown))
	}
	return t.follow(earlier, found.grown)
}

// compare finds what has grown since the cells were those given.
func (r *Recorder) compare(before []uint32, pages uint64, found *changed) {
	half := 1 << r.halfBits / 2
	found.eights = slices.Grow(found.eights[:0], len(before)/8)
	for rest, at := pairs(before), 0; pages != 0; pages &= pages - 1 {
		found.page(at, rest[:half], livePairs(r.pages[bits.TrailingZeros64(pages)].Load(), 2*half))
		rest, at = rest[half:], at+2*half
	}
}

// page finds what has grown in a page, given its first cell. It writes whatever it looks at and keeps that which has
// changed, which spares a branch that no processor can predict. So the processor looks far ahead, for cells are seldom in
// its cache. Cells never fall, so that one subtraction serves both of a pair.
func (f *changed) page(first int, before []uint64, live []atomic.Uint64) {
	room, n := f.eights[len(f.eights):][:len(before)/4], 0
	for i := 0; i+4 <= len(before) && i+4 <= len(live) && n < len(room); i += 4 {
		old, now, e := (*[4]uint64)(before[i:]), (*[4]atomic.Uint64)(live[i:]), &room[n]
		a, b, c, d := now[0].Load()-old[0], now[1].Load()-old[1], now[2].Load()-old[2], now[3].Load()-old[3]
		e.by, e.cell = [4]uint64{a, b, c, d}, first+2*i
		if a|b|c|d != 0 {
			n++
		}
	}
	f.eights = f.eights[:len(f.eights)+n]
}

// list makes growths of what has been found, again without branches.
func (f *changed) list() {
	f.grown = slices.Grow(f.grown[:0], 8*len(f.eights))
	room, n := f.grown[:8*len(f.eights)], 0
	for i := range f.eights {
		e := &f.eights[i]
		if (e.by[0]|e.by[1]|e.by[2]|e.by[3])&tooMuch != 0 {
			f.grown = room[:n]
			f.listLong(f.eights[i:])
			return
		}
		for k, by := range (*[8]uint32)(unsafe.Pointer(&e.by)) {
			room[n] = newGrowth(e.cell+k, by)
			if by != 0 {
				n++
			}
		}
	}
	f.grown = room[:n]
}

// tooMuch are the bits of a pair of cells that one growth has no room for.
const tooMuch = (math.MaxUint32 - maxGrowth) * (1<<32 + 1)

// listLong does so where some have grown by more than one growth holds.
func (f *changed) listLong(eights []eight) {
	for i := range eights {
		e := &eights[i]
		for k, by := range (*[8]uint32)(unsafe.Pointer(&e.by)) {
			for ; by > 0; by -= min(by, maxGrowth) {
				f.grown = append(f.grown, newGrowth(e.cell+k, min(by, maxGrowth)))
			}
		}
	}
}
