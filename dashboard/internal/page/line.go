package page

import (
	"math"
	"strconv"
)

// A line is the drawing of a Spark.
type line struct {
	d     string // the path
	dash  int    // how much of the path is stroked, 0 for all
	short bool   // what is not stroked is longer
	y     int    // of the dot at its end
	ended bool   // there is a dot
}

// draw draws the values from right to left at whole pixels, so that lines of one page share their places.
//
// A line without gaps is closed along the lower edge, which makes its path the area below it too; the stroke ends
// where the line does. That halves the bytes that a path of its own for the area would cost.
func (s *Spark) draw() line {
	low, high := s.scale()
	depth := float64(s.Size.Height - 2*margin)
	y := func(v float64) int {
		part := (v/2 - low/2) / (high/2 - low/2) // the difference of two extreme values may be out of range
		return s.Size.Height - margin - int(math.Round(part*depth))
	}

	var p pen
	step := s.step()
	x := s.Size.Width - margin - step*(len(s.Values)-1)
	points := make([]point, len(s.Values))
	for i, v := range s.Values {
		points[i] = point{x: x + i*step, gap: math.IsNaN(v)}
		if !points[i].gap {
			points[i].y = y(v)
		}
	}
	for _, at := range simplified(points, s.Size.Width/pointWidth) {
		if at.gap {
			p.lift()
			continue
		}
		p.to(at.x, at.y)
	}
	out := line{y: p.y, ended: p.down}
	p.lift()
	if p.lines == 1 && !p.gap {
		p.d = append(strconv.AppendInt(append(p.d, 'V'), int64(s.Size.Height-margin), 10), 'H')
		p.d = append(strconv.AppendInt(p.d, int64(p.from), 10), 'z')
		out.dash = int(math.Ceil(p.length))
		out.short = out.dash < s.Size.Width-2*margin+2*(s.Size.Height-2*margin)
	}
	out.d = string(p.d)
	return out
}

// step is the distance of two values.
func (s *Spark) step() int {
	return max((s.Size.Width-2*margin)/max(len(s.Values)-1, 1), 1)
}

// pen writes the data of a path. Points at the same height in a row become one step.
type pen struct {
	d      []byte
	x, y   int
	from   int // where the line began
	flat   int // how far it has gone at this height without having been written
	down   bool
	single bool // the line has one point so far
	gap    bool // a line has ended before the last value
	lines  int  // of more than one point
	length float64
}

func (p *pen) to(x, y int) {
	switch {
	case !p.down:
		p.gap = p.gap || len(p.d) > 0
		p.d = strconv.AppendInt(append(p.d, 'M'), int64(x), 10)
		p.d = strconv.AppendInt(append(p.d, ' '), int64(y), 10)
		p.from, p.down, p.single = x, true, true
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
		p.lines++
	} else {
		p.d = append(p.d, ' ')
	}
	p.d = strconv.AppendInt(p.d, int64(dx), 10)
	if dy >= 0 {
		p.d = append(p.d, ' ')
	}
	p.d = strconv.AppendInt(p.d, int64(dy), 10)
	p.length += math.Hypot(float64(dx), float64(dy))
}

// rest writes what the line has gone at the same height.
func (p *pen) rest() {
	if p.flat > 0 {
		p.move(p.flat, 0)
		p.flat = 0
	}
}

// lift ends a line. One of a single point becomes a dot.
func (p *pen) lift() {
	p.rest()
	if p.down && p.single {
		p.d = append(p.d, "h0"...)
		p.gap = true
	}
	p.down = false
}
