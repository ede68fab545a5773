package page

import (
	"math"
	"strconv"
)

// A line is the drawing of a Spark.
type line struct {
	d     string // the path
	dash  string // which part of the path is stroked, empty for all
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
		part := v/(high-low) - low/(high-low) // the difference of two extreme values may be out of range
		return s.Size.Height - margin - int(math.Round(part*depth))
	}

	p := pen{step: s.step()}
	x := s.Size.Width - margin - p.step*(len(s.Values)-1)
	for i, v := range s.Values {
		if math.IsNaN(v) {
			p.lift()
			continue
		}
		p.to(x+i*p.step, y(v))
	}
	out := line{y: p.y, ended: p.down}
	p.lift()
	if p.lines == 1 && !p.gap {
		p.d = append(strconv.AppendInt(append(p.d, 'V'), int64(s.Size.Height-margin), 10), 'H')
		p.d = append(strconv.AppendInt(p.d, int64(p.from), 10), 'z')
		out.dash = strconv.Itoa(int(math.Ceil(p.length))) + " 9999"
	}
	out.d = string(p.d)
	return out
}

// step is the distance of two values.
func (s *Spark) step() int {
	return max((s.Size.Width-2*margin)/max(len(s.Values)-1, 1), 1)
}

// pen writes the data of a path.
type pen struct {
	step   int
	d      []byte
	x, y   int
	from   int // where the line began
	down   bool
	single bool // the line has one point so far
	gap    bool // a line has ended before the last value
	lines  int  // of more than one point
	length float64
}

func (p *pen) to(x, y int) {
	if !p.down {
		p.gap = p.gap || len(p.d) > 0
		p.d = strconv.AppendInt(append(p.d, 'M'), int64(x), 10)
		p.d = strconv.AppendInt(append(p.d, ' '), int64(y), 10)
		p.x, p.y, p.from, p.down, p.single = x, y, x, true, true
		return
	}
	if p.single {
		p.d = append(p.d, 'l')
		p.single = false
		p.lines++
	} else {
		p.d = append(p.d, ' ')
	}
	p.d = strconv.AppendInt(p.d, int64(x-p.x), 10)
	if y >= p.y {
		p.d = append(p.d, ' ')
	}
	p.d = strconv.AppendInt(p.d, int64(y-p.y), 10)
	p.length += math.Hypot(float64(x-p.x), float64(y-p.y))
	p.x, p.y = x, y
}

// lift ends a line. One of a single point becomes a dot.
func (p *pen) lift() {
	if p.down && p.single {
		p.d = append(p.d, "h0"...)
		p.gap = true
	}
	p.down = false
}
