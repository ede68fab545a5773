// Package column encodes what one series did in consecutive slots of time: a column of cells as a block of bytes.
package column

import (
	"encoding/binary"
	"math/bits"
)

// bitWriter appends bits to bytes, the highest first.
type bitWriter struct {
	out  []byte
	acc  uint64 // pending bits, at the top
	fill uint   // how many, less than 64
}

// put writes the low n bits of v, 64 at most.
func (w *bitWriter) put(v uint64, n uint) {
	if n == 0 {
		return
	}
	v &= ^uint64(0) >> ((64 - n) & 63)
	room := 64 - w.fill
	if n < room {
		w.acc |= v << ((room - n) & 63)
		w.fill += n
		return
	}
	w.acc |= v >> ((n - room) & 63)
	w.out = binary.BigEndian.AppendUint64(w.out, w.acc)
	w.fill = n - room
	w.acc = v << (64 - w.fill) // zero when nothing is left, for a shift by 64 gives that
}

func (w *bitWriter) flag(b bool) {
	if b {
		w.put(1, 1)
	} else {
		w.put(0, 1)
	}
}

// finish returns all bytes, the last one filled up with zeros.
func (w *bitWriter) finish() []byte {
	for ; w.fill > 0; w.fill -= min(w.fill, 8) {
		w.out = append(w.out, byte(w.acc>>56))
		w.acc <<= 8
	}
	return w.out
}

// bitReader reads what a bitWriter wrote. Behind the end it reads zeros and is bad.
type bitReader struct {
	in   []byte
	acc  uint64 // bits that were loaded, at the top
	fill uint
	bad  bool
}

// load makes at least 56 bits available, as long as there are that many.
func (r *bitReader) load() {
	if len(r.in) >= 8 {
		r.acc |= binary.BigEndian.Uint64(r.in) >> r.fill
		n := (63 - r.fill) / 8
		r.in = r.in[n:]
		r.fill += n * 8
		return
	}
	for r.fill <= 56 && len(r.in) > 0 {
		r.acc |= uint64(r.in[0]) << (56 - r.fill)
		r.in = r.in[1:]
		r.fill += 8
	}
}

func (r *bitReader) drop(n uint) {
	if n > r.fill {
		r.bad, r.acc, r.fill = true, 0, 0
		return
	}
	r.acc <<= n
	r.fill -= n
}

// get reads n bits, 64 at most.
func (r *bitReader) get(n uint) uint64 {
	if n > 32 {
		high := r.get(n - 32)
		return high<<32 | r.get(32)
	}
	if r.fill < n {
		r.load()
	}
	v := r.acc >> (64 - n) // zero for n = 0
	r.drop(n)
	return v
}

func (r *bitReader) flag() bool { return r.get(1) == 1 }

// ones reads a run of ones and the zero behind it. Behind limit ones there is no zero.
func (r *bitReader) ones(limit uint) uint {
	n := uint(0)
	for {
		if r.fill < 32 {
			r.load()
		}
		run := min(uint(bits.LeadingZeros64(^r.acc)), r.fill)
		if n+run >= limit {
			r.drop(limit - n)
			return limit
		}
		n += run
		if run < r.fill {
			r.drop(run + 1)
			return n
		}
		r.drop(run)
		if len(r.in) == 0 {
			r.bad = true
			return n
		}
	}
}
