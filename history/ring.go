package history

import (
	"math"

	"github.com/binnacle-go/metrics"
)

// gap marks a slot without a sample in a ring of plain numbers. As a float64 it is a NaN that no gauge holds, as a
// count it cannot be reached.
const gap = math.MaxUint64

// ring keeps the last slots of one series at one resolution. Simple kinds need one word a slot, the others an
// entry, which is nil while nothing happens.
type ring struct {
	kind  metrics.Kind
	end   uint64 // the slot behind the newest one
	plain circle[uint64]
	rich  circle[*entry]
}

// entry is one slot of a timer, a histogram or a state.
type entry struct {
	count, errors       uint64
	low, high, rejected uint64
	dist                *metrics.Distribution
	states              []metrics.StateTime
}

// gapEntry marks a slot without a sample.
var gapEntry = new(entry)

func (r *ring) simple() bool {
	return r.kind == metrics.KindCounter || r.kind == metrics.KindMeter || r.kind == metrics.KindGauge
}

// put files what a series did in a slot. Slots left out before it become gaps.
func (r *ring) put(slot, size uint64, x *metrics.Series) {
	if r.end == 0 || slot >= r.end+size {
		*r = ring{kind: r.kind, end: slot}
	}
	for r.end < slot {
		r.push(size, gap, gapEntry)
	}
	if r.simple() {
		r.push(size, plainOf(x), nil)
	} else {
		r.push(size, 0, entryOf(x))
	}
}

func (r *ring) push(size, plain uint64, rich *entry) {
	if r.simple() {
		r.plain.push(plain, size)
	} else {
		r.rich.push(rich, size)
	}
	r.end++
}

// begin is the oldest slot that is kept.
func (r *ring) begin() uint64 { return r.end - r.plain.len() - r.rich.len() }

func plainOf(x *metrics.Series) uint64 {
	if x.Kind == metrics.KindGauge {
		return math.Float64bits(x.Value)
	}
	return min(x.Count, gap-1)
}

func entryOf(x *metrics.Series) *entry {
	if x.Count == 0 && x.Errors == 0 && x.Rejected == 0 && len(x.States) == 0 {
		return nil
	}
	return &entry{
		count: x.Count, errors: x.Errors, low: x.Low, high: x.High, rejected: x.Rejected,
		dist: x.Dist, states: x.States,
	}
}

// sum adds up the slots from first up to but not including end.
func (r *ring) sum(first, end uint64) sum {
	out := sum{value: math.NaN()}
	var dists []*metrics.Distribution
	for slot := max(first, r.begin()); slot < min(end, r.end); slot++ {
		i := slot - r.begin()
		if r.simple() {
			out.addPlain(r.kind, r.plain.at(i))
			continue
		}
		e := r.rich.at(i)
		out.known = out.known || e != gapEntry
		if e != nil {
			out.addEntry(e)
			dists = append(dists, e.dist)
		}
	}
	out.dist = out.dist.Merge(dists...)
	return out
}
