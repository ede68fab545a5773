package column

import "math/bits"

// riceLimit is the longest run of ones in a Rice code; a larger number is written in full behind it.
const riceLimit = 20

// putRice writes a number that is usually not much larger than 2^k.
func (w *bitWriter) putRice(v uint64, k uint) {
	q := v >> k
	if q >= riceLimit {
		w.put(1<<riceLimit-1, riceLimit)
		w.putWide(v)
		return
	}
	if k > 32 {
		w.put(1<<(q+1)-2, uint(q)+1)
		w.put(v, k)
		return
	}
	w.put((1<<(q+1)-2)<<k|v&(1<<k-1), uint(q)+1+k)
}

func (r *bitReader) rice(k uint) uint64 {
	if r.fill < 32 {
		r.load()
	}
	if q := uint(bits.LeadingZeros64(^r.acc)); q < riceLimit && q+1+k <= r.fill { // mostly all is there
		v := uint64(q)<<k | r.acc<<(q+1)>>(64-k)
		r.acc <<= q + 1 + k
		r.fill -= q + 1 + k
		return v
	}
	q := r.ones(riceLimit)
	if q == riceLimit {
		return r.wide()
	}
	return uint64(q)<<k | r.get(k)
}

// riceBits is the length of a Rice code.
func riceBits(v uint64, k uint) uint64 {
	q := v >> k
	if q >= riceLimit {
		return riceLimit + 6 + uint64(bits.Len64(v))
	}
	return q + 1 + uint64(k)
}

// putWide writes any number in 7 to 70 bits.
func (w *bitWriter) putWide(v uint64) {
	n := uint(max(bits.Len64(v), 1))
	w.put(uint64(n-1), 6)
	w.put(v, n)
}

// wideBits is how many bits putWide takes.
func wideBits(v uint64) uint64 { return 6 + uint64(max(bits.Len64(v), 1)) }

func (r *bitReader) wide() uint64 { return r.get(uint(r.get(6)) + 1) }

// putGamma writes a number from 1 on in twice as many bits as it has; this is the Elias gamma code.
func (w *bitWriter) putGamma(v uint64) {
	n := uint(bits.Len64(v))
	if n <= 32 {
		w.put((1<<n-2)<<(n-1)|v&^(1<<(n-1)), 2*n-1)
		return
	}
	w.put(1<<n-2, n)
	w.put(v, n-1)
}

func (r *bitReader) gamma() uint64 {
	if r.fill < 32 {
		r.load()
	}
	if n := uint(bits.LeadingZeros64(^r.acc)); 2*n+1 <= r.fill { // mostly all is there
		v := 1<<n | r.acc<<(n+1)>>(64-n)
		r.acc <<= 2*n + 1
		r.fill -= 2*n + 1
		return v
	}
	n := r.ones(64)
	return 1<<n | r.get(n)
}

// riceAndGamma reads a number as rice does and one as gamma does.
func (r *bitReader) riceAndGamma(k uint) (rice, gamma uint64) {
	if r.fill < 48 {
		r.load()
	}
	q := uint(bits.LeadingZeros64(^r.acc))
	rest := r.acc << ((q + 1 + k) & 63)
	n := uint(bits.LeadingZeros64(^rest))
	if size := q + 2*n + 2 + k; q < riceLimit && size <= r.fill && size < 64 { // mostly all is there
		rice = uint64(q)<<k | r.acc<<(q+1)>>(64-k)
		gamma = 1<<n | rest<<(n+1)>>(64-n)
		r.acc = rest << (2*n + 1)
		r.fill -= size
		return rice, gamma
	}
	return r.rice(k), r.gamma()
}

func gammaBits(v uint64) uint64 { return uint64(2*bits.Len64(v) - 1) }

// zigzag makes small numbers of small differences of either sign.
func zigzag(v uint64) uint64 { return v<<1 ^ uint64(int64(v)>>63) }

func unzigzag(v uint64) uint64 { return v>>1 ^ -(v & 1) }

func (w *bitWriter) putString(s string) {
	w.putWide(uint64(len(s)))
	for i := range len(s) {
		w.put(uint64(s[i]), 8)
	}
}

// string reads a string, which is no longer than what is left to read.
func (r *bitReader) string() string {
	n := r.wide()
	if n > uint64(len(r.in))+8 {
		r.bad = true
		return ""
	}
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(r.get(8))
	}
	return string(b)
}

// A shortCode is a code of at most 50 bits, with its length in the lowest 6 bits.
type shortCode uint64

func (c shortCode) bits() uint64 { return uint64(c >> 6) }

func (c shortCode) size() uint { return uint(c & 63) }

// followed returns two codes as one.
func (c shortCode) followed(by shortCode) shortCode {
	return shortCode((c.bits()<<by.size()|by.bits())<<6) | (c+by)&63
}

// The codes of small numbers are looked up where there are many.
var (
	shortRices  = makeShortRices()
	shortGammas = makeShortGammas()
)

func makeShortRices() (all [16][64]shortCode) {
	for k := range all {
		for v := range all[k] {
			all[k][v] = short(func(w *bitWriter) { w.putRice(uint64(v), uint(k)) })
		}
	}
	return all
}

func makeShortGammas() (all [16]shortCode) {
	for v := 1; v < len(all); v++ {
		all[v] = short(func(w *bitWriter) { w.putGamma(uint64(v)) })
	}
	return all
}

func short(put func(*bitWriter)) shortCode {
	var w bitWriter
	put(&w)
	return shortCode(w.acc>>(64-w.fill)<<6 | uint64(w.fill))
}
