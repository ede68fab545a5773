package metrics

import (
	"hash/maphash"
	"math/bits"
	"math/rand/v2"
)

// hashFactor is 2^64 divided by the golden ratio: multiplying by it spreads neighbours over the high bits.
const hashFactor = 0x9E3779B97F4A7C15

// valueHash hashes label values, with secrets of its own, so that nobody can choose values that collide. It takes half
// the time of hash/maphash for short strings, which is a third of the time of a lookup.
type valueHash struct {
	first, second uint64
	long          maphash.Seed
}

func newValueHash() valueHash {
	return valueHash{first: rand.Uint64(), second: rand.Uint64(), long: maphash.MakeSeed()}
}

func (v *valueHash) of(values []string) uint64 {
	h := v.first
	for _, s := range values {
		if len(s) > 16 {
			h = v.mix(h, maphash.String(v.long, s), uint64(len(s)))
		} else {
			a, b := words(s)
			h = v.mix(h, a, b^uint64(len(s)))
		}
	}
	return finish(h)
}

// finish spreads the whole hash over its lower half, from which tables take their slots: after one step of mix values
// that differ in a few characters still lie in rows.
func finish(h uint64) uint64 {
	h ^= h >> 32
	h *= hashFactor
	return h ^ h>>32
}

// mix is the step of wyhash: both halves of a product that depends on every bit.
func (v *valueHash) mix(h, a, b uint64) uint64 {
	high, low := bits.Mul64(a^h, b^v.second)
	return high ^ low
}

// words returns all bytes of at most 16, some of them more than once.
func words(s string) (a, b uint64) {
	n := len(s)
	switch {
	case n >= 8:
		return load64(s), load64(s[n-8:])
	case n >= 4:
		return load32(s), load32(s[n-4:])
	case n > 0:
		return uint64(s[0])<<16 | uint64(s[n/2])<<8 | uint64(s[n-1]), 0
	}
	return 0, 0
}

// load64 reads 8 bytes; the compiler makes it one load.
func load64(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

func load32(s string) uint64 {
	_ = s[3]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24
}
