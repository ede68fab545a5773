package chart

import (
	"math"
	"strings"
)

// Describe says in words what the lines show.
func (p *Plot) Describe() string {
	var out []string
	for i := range p.Lines {
		l := &p.Lines[i]
		text := l.describe(p.Write)
		if l.Name != "" {
			text = l.Name + ": " + text
		}
		out = append(out, text)
	}
	return strings.Join(out, "; ")
}

func (l *Line) describe(write func(float64) string) string {
	low, high := l.Extremes()
	if math.IsNaN(low) {
		return "no data"
	}
	return "now " + write(l.Last()) + ", lowest " + write(low) + ", highest " + write(high) + ", " + Trend(l.Values)
}

// Trend compares the last third of values with the first: "rising", "falling" or "steady".
func Trend(values []float64) string {
	third := (len(values) + 2) / 3
	before, after := mean(values[:third]), mean(values[len(values)-third:])
	band := math.Max(math.Abs(before), math.Abs(after)) / 10
	switch {
	case after > before+band:
		return "rising"
	case after < before-band:
		return "falling"
	}
	return "steady"
}

// mean leaves gaps out; it is NaN when there is nothing else.
func mean(values []float64) float64 {
	sum, n := 0.0, 0
	for _, v := range values {
		if !math.IsNaN(v) {
			sum, n = sum+v, n+1
		}
	}
	return sum / float64(n)
}
