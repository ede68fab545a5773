package chart

import "math"

// A Scale is the vertical axis of a Plot. The script makes the same scale of the same values.
type Scale struct {
	Low, High float64
	Log       bool
	Ticks     []float64
}

// wide is how many times the lowest value the highest one must be before a logarithmic axis tells more.
const wide = 20

// Scale returns the vertical axis that the values of all lines fit on.
func (p *Plot) Scale() Scale {
	low, high, least := math.NaN(), math.NaN(), math.NaN()
	for i := range p.Lines {
		l, h := p.Lines[i].Extremes()
		low, high = lower(low, l), higher(high, h)
		least = lower(least, p.Lines[i].least())
	}
	if p.Log && low >= 0 && high > least*wide {
		return logScale(least, high)
	}
	high = higher(high, p.Top)
	return linearScale(low, high, p.Zero, p.Bytes)
}

// least returns the smallest value above zero.
func (l *Line) least() float64 {
	out := math.NaN()
	for _, v := range l.Values {
		if v > 0 {
			out = lower(out, v)
		}
	}
	return out
}

// steps are the numbers that people count in.
var steps = []float64{1, 2, 5, 10}

// tickSteps is how many steps a linear axis has at most.
const tickSteps = 4

// linearScale ends at full steps.
func linearScale(low, high float64, zero, bytes bool) Scale {
	if !(high >= low) { // no values
		low, high = 0, 1
	}
	if low > 0 && (zero || low < high/2) {
		low = 0
	}
	if high <= 0 && zero {
		high = 0
	}
	if !(high-low > math.Max(math.Abs(low), math.Abs(high))/1e6) {
		low, high = around(low)
	}
	step := stepOf((high-low)/tickSteps, bytes)
	s := Scale{Low: math.Floor(low/step) * step, High: math.Ceil(high/step) * step}
	for i := 0; ; i++ {
		tick := s.Low + float64(i)*step
		if tick > s.High+step/2 || i > 2*tickSteps {
			return s
		}
		s.Ticks = append(s.Ticks, tick)
	}
}

// around returns an axis for values that hardly differ.
func around(v float64) (low, high float64) {
	switch {
	case v == 0:
		return 0, 1
	case v > 0:
		return 0, 2 * v
	}
	return 2 * v, 0
}

// stepOf returns the next step that people count in; for bytes the next power of two.
func stepOf(least float64, bytes bool) float64 {
	if bytes {
		return math.Exp2(math.Ceil(math.Log2(least)))
	}
	power := math.Pow(10, math.Floor(math.Log10(least)))
	for _, s := range steps {
		if s*power >= least*(1-1e-9) {
			return s * power
		}
	}
	return 10 * power
}

// logScale begins and ends at 1, 2 or 5 times a power of ten, and marks those, or the powers alone if there are many.
func logScale(low, high float64) Scale {
	from, to := int(math.Floor(math.Log10(low)))-1, int(math.Ceil(math.Log10(high)))+1
	s := Scale{Log: true}
	var all, powers []float64
	for e := from; e <= to; e++ {
		for _, m := range steps[:3] {
			v := m * math.Pow(10, float64(e))
			all = append(all, v)
		}
	}
	for len(all) > 1 && all[1] <= low*(1+1e-9) {
		all = all[1:]
	}
	for len(all) > 1 && all[len(all)-2] >= high*(1-1e-9) {
		all = all[:len(all)-1]
	}
	s.Low, s.High = all[0], all[len(all)-1]
	for _, v := range all {
		if e := math.Log10(v); math.Abs(e-math.Round(e)) < 1e-9 {
			powers = append(powers, v)
		}
	}
	s.Ticks = all
	if len(all) > 6 {
		s.Ticks = powers
	}
	return s
}

// At returns where on the axis a value lies, from 0 to 1.
func (s *Scale) At(v float64) float64 {
	if !s.Log {
		return (v/2 - s.Low/2) / (s.High/2 - s.Low/2) // the difference of two extreme values may be out of range
	}
	if !(v > s.Low) {
		return 0
	}
	return math.Log(v/s.Low) / math.Log(s.High/s.Low)
}
