package column

import (
	"math"
	"math/bits"
)

// maxExponent is the largest power of ten by which values are multiplied to become integers.
const maxExponent = 6

var powers = [maxExponent + 1]float64{1, 10, 100, 1e3, 1e4, 1e5, 1e6}

// maxExact is where float64 ceases to tell all integers apart.
const maxExact = 1 << 53

// exponent returns the least power of ten that makes integers of all values, from which each comes back to the bit.
func exponent(values []float64) (e int, ok bool) {
	for _, v := range values {
		for !exact(v, e) {
			if e++; e > maxExponent {
				return 0, false
			}
		}
	}
	for _, v := range values { // those before may not survive the power that a later one needs
		if !exact(v, e) {
			return 0, false
		}
	}
	return e, true
}

func exact(v float64, e int) bool {
	scaled := math.Round(v * powers[e])
	return math.Abs(scaled) < maxExact && math.Float64bits(float64(int64(scaled))/powers[e]) == math.Float64bits(v)
}

func scaled(v float64, e int) uint64 { return uint64(int64(math.Round(v * powers[e]))) }

func unscaled(v uint64, e int) float64 { return float64(int64(v)) / powers[e] }

// xor writes a float64 by what differs from the bits of another one, as in Facebook's Gorilla: a zero if nothing
// does, else the number of leading zeros, and the rest up to the last one. It remembers the place of the last rest.
type xor struct{ leading, length uint }

func (x *xor) put(w *bitWriter, v, before float64) {
	d := math.Float64bits(v) ^ math.Float64bits(before)
	w.flag(d != 0)
	if d == 0 {
		return
	}
	leading := uint(bits.LeadingZeros64(d))
	length := 64 - leading - uint(bits.TrailingZeros64(d))
	if leading >= x.leading && leading+length <= x.leading+x.length && x.length <= length+11 {
		w.flag(false) // the place of the last one holds this one too
	} else {
		w.flag(true)
		w.put(uint64(leading), 6)
		w.put(uint64(length-1), 6)
		x.leading, x.length = leading, length
	}
	w.put(d>>(64-x.leading-x.length), x.length)
}

func (x *xor) get(r *bitReader, before float64) float64 {
	if !r.flag() {
		return before
	}
	if r.flag() {
		x.leading, x.length = uint(r.get(6)), uint(r.get(6))+1
	}
	if x.leading+x.length > 64 || x.length == 0 {
		r.bad = true
		return before
	}
	d := r.get(x.length) << (64 - x.leading - x.length)
	return math.Float64frombits(math.Float64bits(before) ^ d)
}
