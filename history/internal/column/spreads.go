package column

import (
	"math"

	"github.com/binnacle-go/metrics/internal/recorder"
)

// timerShape is what timers have unless they are told otherwise.
var timerShape = Shape{Digits: 2, Mul: 1, Div: 1e9}

// putSpreads writes the distributions of the known cells, all in the shape of the last one.
func (e *Encoder) putSpreads(wide uint) {
	shape := timerShape
	wide = min(wide, maxWide)
	for _, c := range e.known {
		if len(c.Spread.Index) > 0 {
			shape = c.Spread.Shape
		}
	}
	e.putShape(shape, wide)
	e.spreads.begin(int(shape.Digits), wide)
	for _, c := range e.known {
		e.putErrors(c)
		s := &c.Spread
		if len(s.Index) > 0 && s.Shape != shape {
			converted := s.in(shape)
			s = &converted
		}
		e.spreads.put(&e.bits, s)
	}
}

func (e *Encoder) putShape(shape Shape, wide uint) {
	e.bits.put(uint64(wide), 4)
	e.bits.flag(shape == timerShape)
	if shape != timerShape {
		e.bits.put(uint64(shape.Digits), 2)
		e.bits.put(math.Float64bits(shape.Mul), 64)
		e.bits.put(math.Float64bits(shape.Div), 64)
	}
}

func (d *Decoder) shape() (shape Shape, wide uint) {
	r := &d.bits
	wide = uint(r.get(4))
	if r.flag() {
		return timerShape, wide
	}
	shape.Digits = uint8(r.get(2))
	shape.Mul, shape.Div = math.Float64frombits(r.get(64)), math.Float64frombits(r.get(64))
	r.bad = r.bad || !shape.usable()
	return shape, wide
}

// putErrors writes what a cell counts beside its observations, which mostly is nothing.
func (e *Encoder) putErrors(c *Cell) {
	some := c.Errors|c.Low|c.High|c.Rejected > 0
	e.bits.flag(some)
	if some {
		e.bits.putRice(c.Errors, 3)
		e.bits.flag(c.Low|c.High|c.Rejected > 0)
		if c.Low|c.High|c.Rejected > 0 {
			e.bits.putWide(c.Low)
			e.bits.putWide(c.High)
			e.bits.putWide(c.Rejected)
		}
	}
}

func (d *Decoder) errors(c *Cell) {
	r := &d.bits
	if !r.flag() {
		return
	}
	c.Errors = r.rice(3)
	if r.flag() {
		c.Low, c.High, c.Rejected = r.wide(), r.wide(), r.wide()
	}
}

// maxWide is the finest layout there is.
var maxWide = recorder.Bits(3)
