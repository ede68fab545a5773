// Package chart draws the large charts of a page as SVG: lines over time, lines over another quantity, and maps of
// cells. Models go in; what comes out scales with its box, has no style of its own, and says in words what it shows.
package chart

import "math"

// A Tick is a mark on an axis.
type Tick struct {
	At    float64 // which part of the way along the axis, from 0 to 1
	Label string
}

// A Plot is a chart of lines.
type Plot struct {
	X     Axis
	Lines []Line
	Log   bool                 // the vertical axis is logarithmic where the values allow it
	Zero  bool                 // the vertical axis starts from zero unless it is logarithmic
	Top   float64              // where the vertical axis ends at least; 0 for where the values do
	Bytes bool                 // ticks stand at powers of two
	Write func(float64) string // writes a value for people
}

// An Axis is the horizontal one: Count values in equal steps.
type Axis struct {
	First, Step float64 // times are seconds since 1970; others are what the ticks stand for
	Count       int
	Ticks       []Tick
}

// A Line is one value for each place of the horizontal axis. NaN is a gap.
type Line struct {
	Name   string
	Class  string // which of the stylesheet's strokes it has
	Values []float64
	Low    []float64 // with High, a band around the line; both nil when there is none
	High   []float64
}

// Last returns the newest value, NaN when there is none.
func (l *Line) Last() float64 {
	if len(l.Values) == 0 {
		return math.NaN()
	}
	return l.Values[len(l.Values)-1]
}

// Extremes returns the lowest and the highest value, NaN when there is none.
func (l *Line) Extremes() (low, high float64) {
	low, high = math.NaN(), math.NaN()
	for _, values := range [][]float64{l.Values, l.Low, l.High} {
		for _, v := range values {
			low, high = lower(low, v), higher(high, v)
		}
	}
	return low, high
}

func lower(a, b float64) float64 {
	if a <= b || math.IsNaN(b) {
		return a
	}
	return b
}

func higher(a, b float64) float64 {
	if a >= b || math.IsNaN(b) {
		return a
	}
	return b
}
