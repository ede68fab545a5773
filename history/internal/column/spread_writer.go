package column

import (
	"encoding/binary"
	"slices"
)

// spreadWriter writes the spreads of a column.
type spreadWriter struct {
	spreadCoder
	codes []code
	room  struct { // for wide buckets
		buckets []uint16
		counts  []uint64
	}
}

// A code is a count as it is written: a run of zeros, or a Rice code.
type code struct {
	z   uint64
	k   uint8
	run bool
}

// maxBoost is the most by which the Rice parameters of one spread are raised beyond the noise that is expected.
const maxBoost = 3

func (c *spreadWriter) put(w *bitWriter, s *Spread) {
	c.widen(s)
	n := s.Total()
	w.putRice(zigzag(n-c.n), c.nSpread())
	c.n = n
	if n == 0 {
		return
	}
	first, last := int(c.buckets[0]), int(c.buckets[len(c.buckets)-1])
	c.putExtremes(w, s, first, last)
	c.putCounts(w, first, last)
	c.done()
}

// putCounts writes the counts in the shorter one of two ways.
func (c *spreadWriter) putCounts(w *bitWriter, first, last int) {
	k := c.gapParameter()
	if c.few(first, last) {
		c.putSparse(w, k)
		return
	}
	c.fill(first, last)
	sparse := c.sparse(k)
	dense, boost := c.code(first, last)
	w.flag(sparse < dense)
	if sparse < dense {
		c.putSparse(w, k)
	} else {
		c.putDense(w, boost)
	}
}

// widen counts the spread in wide buckets. It writes a bucket for each one of the spread and moves on where it is another
// one, which spares a branch that no processor can predict.
func (c *spreadWriter) widen(s *Spread) {
	if c.wide == c.fine {
		c.buckets, c.counts = s.Index, s.Count
		return
	}
	n, r := len(s.Index), &c.room
	r.buckets, r.counts = slices.Grow(r.buckets[:0], n)[:n], slices.Grow(r.counts[:0], n)[:n]
	at, before, sum := -1, -1, uint64(0)
	for i, index := range s.Index {
		bucket := int(c.widening.Wide[index])
		if bucket != before {
			at, sum = at+1, 0
		}
		sum += s.Count[i]
		r.buckets[at], r.counts[at], before = uint16(bucket), sum, bucket
	}
	c.buckets, c.counts = r.buckets[:at+1], r.counts[:at+1]
}

// putExtremes writes where the first and the last bucket lie, and where in them the extremes are.
func (c *spreadWriter) putExtremes(w *bitWriter, s *Spread, first, last int) {
	w.putGamma(zigzag(uint64(first)-c.first) + 1)
	w.putGamma(zigzag(uint64(last)-c.last) + 1)
	w.put(uint64(s.Min-c.widening.First[first]), c.fine-c.wide)
	w.put(uint64(s.Max-c.widening.First[last]), c.fine-c.wide)
}

// gapParameter is the Rice parameter for the gaps between populated buckets.
func (c *spreadWriter) gapParameter() (k uint) {
	steps := int(c.buckets[len(c.buckets)-1]-c.buckets[0]) + 1
	for mean := steps / len(c.buckets); mean > 1 && k < 15; mean >>= 1 {
		k++
	}
	return k
}

// sparse returns the length of a sparse spread: gaps between populated buckets, and their counts.
func (c *spreadWriter) sparse(k uint) (size uint64) {
	size = 4
	for i, n := range c.counts {
		size += gammaBits(n)
		if i > 0 {
			size += riceBits(uint64(c.buckets[i]-c.buckets[i-1]-1), k)
		}
	}
	return size
}

func (c *spreadWriter) putSparse(w *bitWriter, k uint) {
	w.put(uint64(k), 4)
	w.putGamma(c.counts[0])
	rices, before, counts := &shortRices[k&15], c.buckets[0], c.counts[1:len(c.buckets)]
	acc, fill := w.acc, w.fill // in registers
	for i, bucket := range c.buckets[1:] {
		gap, n := uint64(bucket-before-1), counts[i]
		before = bucket
		if gap >= uint64(len(rices)) || n >= uint64(len(shortGammas)) {
			w.acc, w.fill = acc, fill
			w.putRice(gap, k)
			w.putGamma(n)
			acc, fill = w.acc, w.fill
			continue
		}
		code := rices[gap].followed(shortGammas[n])
		size, room := code.size(), 64-fill
		if size < room {
			acc, fill = acc|code.bits()<<((room-size)&63), fill+size
			continue
		}
		w.out = binary.BigEndian.AppendUint64(w.out, acc|code.bits()>>((size-room)&63))
		fill = size - room
		acc = code.bits() << (64 - fill)
	}
	w.acc, w.fill = acc, fill
}

// code makes the codes of a dense spread, one for each bucket from the first to the last, and returns their length.
func (c *spreadWriter) code(first, last int) (size uint64, boost uint) {
	c.codes = slices.Grow(c.codes[:0], 2*(last-first+1))
	ratio := c.model.ratio(c.n)
	runs, before := uint64(0), uint64(0)
	for i := first; i <= last; i++ {
		expected := c.model.expect(ratio, i, before)
		certain := i == first || i == last // not zero, then
		if !certain && before == 0 && expected < 4 {
			run := 0
			for c.all[i-first] == 0 {
				i, run = i+1, run+1
			}
			c.codes = append(c.codes, code{z: uint64(run), run: true})
			runs += gammaBits(uint64(run) + 1)
			certain = true
			expected = c.model.expect(ratio, i, before)
		}
		count := c.all[i-first]
		before = count
		mean := (expected + 8) >> 4
		if certain {
			count, mean = count-1, mean-min(mean, 1)
		}
		c.codes = append(c.codes, code{z: fold(count, mean), k: uint8(spreadOf(expected))})
	}
	size, boost = c.boost()
	return size + runs + 2, boost
}

// boost returns by how much the Rice parameters are best raised.
func (c *spreadWriter) boost() (size uint64, boost uint) {
	size = ^uint64(0)
	for try := range uint(maxBoost + 1) {
		var n uint64
		for _, code := range c.codes {
			if !code.run {
				n += riceBits(code.z, uint(code.k)+try)
			}
		}
		if n >= size {
			break
		}
		size, boost = n, try
	}
	return size, boost
}

func (c *spreadWriter) putDense(w *bitWriter, boost uint) {
	w.put(uint64(boost), 2)
	for _, code := range c.codes {
		if code.run {
			w.putGamma(code.z + 1)
		} else {
			w.putRice(code.z, uint(code.k)+boost)
		}
	}
}
