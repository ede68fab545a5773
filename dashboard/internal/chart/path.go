package chart

import (
	"math"
	"strconv"
)

// height is that of a plot in the units of its paths, which the box stretches.
const height = 200

// pen writes the data of a path in the fewest characters: each point as its distance from the one before, and what
// goes straight on as one step.
type pen struct {
	d      []byte
	x, y   int
	flat   int // how far it has gone at this height without having been written
	down   bool
	single bool // the line has one point so far
}

func (p *pen) to(x, y int) {
	switch {
	case !p.down:
		p.d = strconv.AppendInt(append(p.d, 'M'), int64(x), 10)
		p.d = strconv.AppendInt(append(p.d, ' '), int64(y), 10)
		p.down, p.single = true, true
	case y == p.y:
		p.flat += x - p.x
	default:
		p.rest()
		p.move(x-p.x, y-p.y)
	}
	p.x, p.y = x, y
}

func (p *pen) move(dx, dy int) {
	if p.single {
		p.d = append(p.d, 'l')
		p.single = false
	} else {
		p.d = append(p.d, ' ')
	}
	p.d = strconv.AppendInt(p.d, int64(dx), 10)
	if dy >= 0 {
		p.d = append(p.d, ' ')
	}
	p.d = strconv.AppendInt(p.d, int64(dy), 10)
}

// rest writes what the line has gone at the same height.
func (p *pen) rest() {
	if p.flat != 0 {
		p.move(p.flat, 0)
		p.flat = 0
	}
}

// lift ends a line. One of a single point becomes a dot.
func (p *pen) lift() {
	p.rest()
	if p.down && p.single {
		p.d = append(p.d, "h0"...)
	}
	p.down = false
}

// place is the height at which a value is drawn.
func (s *Scale) place(v float64) int {
	part := min(max(s.At(v), 0), 1)
	return height - int(math.Round(part*height))
}

// stroke is the path of a line.
func (s *Scale) stroke(values []float64) string {
	var p pen
	for i, v := range values {
		if math.IsNaN(v) || s.Log && v <= 0 {
			p.lift()
			continue
		}
		p.to(i, s.place(v))
	}
	p.lift()
	return string(p.d)
}

// band is the path around what lies between two lines. A place alone becomes a bar as thin as the stroke.
func (s *Scale) band(low, high []float64) string {
	var p pen
	for from := 0; from < len(high); from++ {
		to := from
		for to < len(high) && !math.IsNaN(high[to]) && !math.IsNaN(low[to]) {
			to++
		}
		for i := from; i < to; i++ {
			p.to(i, s.place(high[i]))
		}
		p.rest()
		for i := to - 1; i >= from; i-- {
			p.to(i, s.place(low[i]))
		}
		if to > from {
			p.rest()
			p.d = append(p.d, 'z')
			p.down = false
		}
		from = to
	}
	return string(p.d)
}
