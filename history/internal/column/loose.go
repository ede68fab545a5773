package column

import (
	"encoding/binary"
	"math"

	"github.com/binnacle-go/metrics/internal/recorder"
)

// What one timer or histogram did in one slot, in a coding that is quick to write and to read: that of samples, which
// become columns later. A byte holds a bucket and its count if the one before is near and the count is small.
const (
	looseTimer = 1 << iota // it has the shape of a timer, which is left out
	looseMore              // errors and the like follow
)

// near is what four bits hold of the gap to the bucket before; it stands for gap and count in full.
const near = 15

// AppendLoose appends the spread of a cell, and what it counts beside it, to dst.
func AppendLoose(dst []byte, c *Cell) []byte {
	s := &c.Spread
	shape, flags := s.Shape, byte(0)
	if len(s.Index) == 0 || shape == timerShape {
		flags |= looseTimer
	}
	if c.Errors|c.Low|c.High|c.Rejected != 0 {
		flags |= looseMore
	}
	dst = append(dst, flags)
	if flags&looseTimer == 0 {
		dst = append(dst, shape.Digits)
		dst = binary.LittleEndian.AppendUint64(dst, math.Float64bits(shape.Mul))
		dst = binary.LittleEndian.AppendUint64(dst, math.Float64bits(shape.Div))
	}
	if flags&looseMore != 0 {
		for _, v := range [...]uint64{c.Errors, c.Low, c.High, c.Rejected} {
			dst = binary.AppendUvarint(dst, v)
		}
	}
	dst = binary.AppendUvarint(dst, uint64(len(s.Index)))
	next := uint16(0)
	for i, index := range s.Index {
		gap, more := index-next, s.Count[i]-1
		if gap < near && more < 16 {
			dst = append(dst, byte(gap)<<4|byte(more))
		} else {
			dst = append(dst, near<<4)
			dst = binary.AppendUvarint(binary.AppendUvarint(dst, uint64(gap)), more)
		}
		next = index + 1
	}
	return dst
}

// Loose reads what AppendLoose wrote at the beginning of a block into c, and returns what follows. The spread is valid
// as long as the Arena, or until the next one is read.
func (d *Decoder) Loose(block []byte, c *Cell) (rest []byte, err error) {
	r := looseReader{rest: block}
	flags := r.byte()
	shape := timerShape
	if flags&looseTimer == 0 {
		shape = Shape{Digits: r.byte(), Mul: r.float(), Div: r.float()}
	}
	if flags&looseMore != 0 {
		c.Errors, c.Low, c.High, c.Rejected = r.number(), r.number(), r.number(), r.number()
	}
	n := r.number()
	if r.bad || flags >= looseMore<<1 || !shape.usable() || n > uint64(len(r.rest)) {
		return nil, errBlock
	}
	if n == 0 {
		return r.rest, nil
	}
	arena := d.arena()
	index, count := arena.grow(int(n))
	total := r.buckets(index, count, uint64(recorder.Buckets(int(shape.Digits))))
	if r.bad {
		return nil, errBlock
	}
	arena.keep(int(n))
	c.Count = total
	c.Spread = Spread{
		Shape: shape, Index: index, Count: count, Min: index[0], Max: index[n-1],
		Deviation: deviation(recorder.Bits(int(shape.Digits))),
	}
	return r.rest, nil
}

// usable reports whether a shape is such as a series may have.
func (s Shape) usable() bool {
	ok := func(f float64) bool { return f > 0 && !math.IsInf(f, 1) }
	return s.Digits >= 1 && s.Digits <= 3 && ok(s.Mul) && ok(s.Div)
}

// looseReader reads bytes. Behind the end it reads zeros and is bad.
type looseReader struct {
	rest []byte
	bad  bool
}

func (r *looseReader) byte() byte {
	if len(r.rest) == 0 {
		r.bad = true
		return 0
	}
	b := r.rest[0]
	r.rest = r.rest[1:]
	return b
}

// buckets reads buckets below end and returns the sum of their counts.
func (r *looseReader) buckets(index []uint16, count []uint64, end uint64) (total uint64) {
	count = count[:len(index)]
	rest, next := r.rest, uint64(0)
	for i := range index {
		var gap, more uint64
		switch {
		case len(rest) > 0 && rest[0] < near<<4:
			gap, more, rest = uint64(rest[0]>>4), uint64(rest[0]&15), rest[1:]
		case len(rest) > 2 && rest[1]|rest[2] < 0x80: // both are short, as they mostly are
			gap, more, rest = uint64(rest[1]), uint64(rest[2]), rest[3:]
		default:
			r.rest = rest
			r.byte()
			gap, more = r.number(), r.number()
			rest = r.rest
		}
		if gap >= end-next || more == math.MaxUint64 || r.bad {
			r.bad = true
			return 0
		}
		next += gap + 1
		total += more + 1
		index[i], count[i] = uint16(next-1), more+1
	}
	r.rest = rest
	return total
}

func (r *looseReader) number() uint64 {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 {
		r.bad, r.rest = true, nil
		return 0
	}
	r.rest = r.rest[n:]
	return v
}

func (r *looseReader) float() float64 {
	if len(r.rest) < 8 {
		r.bad, r.rest = true, nil
		return 0
	}
	v := math.Float64frombits(binary.LittleEndian.Uint64(r.rest))
	r.rest = r.rest[8:]
	return v
}
