package column

import "math/bits"

// The ways in which a list of integers is written. They are taken as differences modulo 2^64.
const (
	asConstant = iota // all are equal
	asBase            // differences from one base
	asDeltas          // differences from the one before, which may be around a slope
	asChanges         // a bit each that tells whether it differs from the one before, and the differences
)

// integers chooses the shortest way to write a list, with room that is used again.
type integers struct{ rests [4][]uint64 }

// Where the rests of each way are.
const (
	fromBase = iota
	fromBefore
	fromSlope
	changes
)

// A plan is the shortest way to write a list.
type plan struct {
	way    int
	k      uint   // Rice parameter
	sloped bool   // asDeltas
	slope  uint64 // of one element to the next
	first  uint64 // the base, or the first element
	size   uint64 // in bits
}

// put writes a list whose length the reader knows.
func (e *integers) put(w *bitWriter, values []uint64) {
	if len(values) > 0 {
		e.write(w, e.plan(values), values)
	}
}

// size is the length of a list in bits.
func (e *integers) size(values []uint64) uint64 {
	if len(values) == 0 {
		return 0
	}
	return e.plan(values).size
}

// plan takes the differences of a list that is not empty in each way, and returns the shortest.
func (e *integers) plan(values []uint64) plan {
	base, slope, equal := mean(values), meanStep(values), true
	for i := range e.rests {
		e.rests[i] = e.rests[i][:0]
	}
	before := values[0]
	for i, v := range values {
		e.rests[fromBase] = append(e.rests[fromBase], zigzag(v-base))
		d := v - before
		equal = equal && d == 0
		before = v
		if i > 0 {
			e.rests[fromBefore] = append(e.rests[fromBefore], zigzag(d))
			e.rests[fromSlope] = append(e.rests[fromSlope], zigzag(d-slope))
		}
		if d != 0 {
			e.rests[changes] = append(e.rests[changes], zigzag(d)-1)
		}
	}
	if equal {
		return plan{way: asConstant, first: values[0], size: 2 + wideBits(zigzag(values[0]))}
	}
	return e.shortest(values, base, slope)
}

func (e *integers) shortest(values []uint64, base, slope uint64) plan {
	best := plan{size: ^uint64(0)}
	try := func(rests int, beside uint64, p plan) {
		p.size, p.k = bestRice(e.rests[rests])
		p.size += 8 + wideBits(zigzag(p.first)) + beside
		if p.size < best.size {
			best = p
		}
	}
	try(fromBase, 0, plan{way: asBase, first: base})
	try(fromBefore, 1, plan{way: asDeltas, first: values[0]})
	try(fromSlope, 1+wideBits(zigzag(slope)), plan{way: asDeltas, first: values[0], sloped: true, slope: slope})
	try(changes, uint64(len(values)-1), plan{way: asChanges, first: values[0]})
	return best
}

func (e *integers) write(w *bitWriter, p plan, values []uint64) {
	w.put(uint64(p.way), 2)
	if p.way != asConstant {
		w.put(uint64(p.k), 6)
	}
	w.putWide(zigzag(p.first))
	switch p.way {
	case asBase:
		w.putRices(e.rests[fromBase], p.k)
	case asDeltas:
		w.flag(p.sloped)
		if !p.sloped {
			w.putRices(e.rests[fromBefore], p.k)
			break
		}
		w.putWide(zigzag(p.slope))
		w.putRices(e.rests[fromSlope], p.k)
	case asChanges:
		writeChanges(w, p.k, values)
	}
}

func (w *bitWriter) putRices(list []uint64, k uint) {
	for _, z := range list {
		w.putRice(z, k)
	}
}

func writeChanges(w *bitWriter, k uint, values []uint64) {
	for i := 1; i < len(values); i++ {
		differs := values[i] != values[i-1]
		w.flag(differs)
		if differs {
			w.putRice(zigzag(values[i]-values[i-1])-1, k)
		}
	}
}

// integers appends n integers to a list.
func (r *bitReader) integers(list []uint64, n int) []uint64 {
	if n == 0 {
		return list
	}
	way, k := r.get(2), uint(0)
	if way != asConstant {
		k = uint(r.get(6))
	}
	v := unzigzag(r.wide())
	if way == asBase {
		for range n {
			list = append(list, v+unzigzag(r.rice(k)))
		}
		return list
	}
	slope := uint64(0)
	if way == asDeltas && r.flag() {
		slope = unzigzag(r.wide())
	}
	list = append(list, v)
	for i := 1; i < n && !r.bad; i++ {
		if way == asDeltas {
			v += slope + unzigzag(r.rice(k))
		} else if way == asChanges && r.flag() {
			v += unzigzag(r.rice(k) + 1)
		}
		list = append(list, v)
	}
	return list
}

// meanStep is the mean difference of an element from the one before.
func meanStep(values []uint64) uint64 {
	if len(values) == 1 {
		return 0
	}
	return uint64(int64(values[len(values)-1]-values[0]) / int64(len(values)-1))
}

// mean returns a value in the middle of a list. Where the sum overflows it is any value, which costs space alone.
func mean(values []uint64) uint64 {
	var sum int64
	for _, v := range values {
		sum += int64(v - values[0])
	}
	return values[0] + uint64(sum/int64(len(values)))
}

// bestRice returns the parameter of the shortest Rice code for a list, and the length of it in bits.
func bestRice(list []uint64) (size uint64, k uint) {
	if len(list) == 0 {
		return 0, 0
	}
	var sum uint64
	for _, z := range list {
		sum += min(z, 1<<50)
	}
	size = ^uint64(0)
	middle := uint(bits.Len64(sum / uint64(len(list))))
	for try := middle - min(middle, 2); try <= min(middle+1, 63); try++ {
		var n uint64
		for _, z := range list {
			n += riceBits(z, try)
		}
		if n < size {
			size, k = n, try
		}
	}
	return size, k
}
