package column

import "math/bits"

// The ways in which a list of integers is written. They are taken as differences modulo 2^64.
const (
	asConstant = iota // all are equal
	asBase            // differences from one base
	asDeltas          // differences from the one before
	asChanges         // a bit each that tells whether it differs from the one before, and the differences
)

// integers chooses the shortest way to write a list, with room that is used again.
type integers struct{ rests [3][]uint64 }

// put writes a list whose length the reader knows.
func (e *integers) put(w *bitWriter, values []uint64) {
	if len(values) == 0 {
		return
	}
	base := mean(values)
	equal := true
	for i := range e.rests {
		e.rests[i] = e.rests[i][:0]
	}
	before := values[0]
	for i, v := range values {
		e.rests[0] = append(e.rests[0], zigzag(v-base))
		d := zigzag(v - before)
		equal = equal && d == 0
		before = v
		if i > 0 {
			e.rests[1] = append(e.rests[1], d)
		}
		if d > 0 {
			e.rests[2] = append(e.rests[2], d-1)
		}
	}
	if equal {
		w.put(asConstant, 2)
		w.putWide(zigzag(values[0]))
		return
	}
	way, k := e.shortest(len(values))
	w.put(uint64(way), 2)
	w.put(uint64(k), 6)
	if way == asBase {
		w.putWide(zigzag(base))
	} else {
		w.putWide(zigzag(values[0]))
	}
	e.write(w, way, k, values)
}

// shortest compares the ways; all of them begin with one number.
func (e *integers) shortest(n int) (way int, k uint) {
	best := ^uint64(0)
	for i := range e.rests {
		size, at := bestRice(e.rests[i])
		if i+1 == asChanges {
			size += uint64(n)
		}
		if size < best {
			best, way, k = size, i+1, at
		}
	}
	return way, k
}

func (e *integers) write(w *bitWriter, way int, k uint, values []uint64) {
	if way != asChanges {
		for _, z := range e.rests[way-1] {
			w.putRice(z, k)
		}
		return
	}
	for i := 1; i < len(values); i++ {
		differs := values[i] != values[i-1]
		w.flag(differs)
		if differs {
			w.putRice(zigzag(values[i]-values[i-1])-1, k)
		}
	}
}

// read appends n integers to a list.
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
	list = append(list, v)
	for i := 1; i < n && !r.bad; i++ {
		if way == asDeltas {
			v += unzigzag(r.rice(k))
		} else if way == asChanges && r.flag() {
			v += unzigzag(r.rice(k) + 1)
		}
		list = append(list, v)
	}
	return list
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
