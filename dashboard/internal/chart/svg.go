package chart

import (
	"context"
	"fmt"
	"io"
	"math"

	"github.com/a-h/templ"
)

// Render makes a Plot a component: the vertical axis, the lines and the horizontal axis, as three drawings that the
// stylesheet puts beside and below each other. Only the lines stretch; texts stay as large as they are.
func (p *Plot) Render(_ context.Context, w io.Writer) error {
	s := p.Scale()
	b := appendAxis(make([]byte, 0, 4096), "ys", p.heights(&s))
	width := max(p.X.Count-1, 1)
	b = fmt.Appendf(b, `<svg class="area" viewBox="0 0 %d %d" preserveAspectRatio="none" role="img" aria-label="%s">`, width, height, templ.EscapeString(p.Describe()))
	b = append(b, `<path class="grid" d="`...)
	for _, v := range s.Ticks {
		b = fmt.Appendf(b, "M0 %dh%d", s.place(v), width)
	}
	b = append(b, `"/>`...)
	for i := range p.Lines {
		l := &p.Lines[i]
		if l.High != nil {
			b = fmt.Appendf(b, `<path class="band %s" d="%s"/>`, l.Class, s.band(l.Low, l.High))
		}
	}
	for i := range p.Lines {
		b = fmt.Appendf(b, `<path class="%s" d="%s"/>`, p.Lines[i].Class, s.stroke(p.Lines[i].Values))
	}
	b = appendAxis(append(b, "</svg>"...), "xs", p.X.Ticks)
	_, err := w.Write(b)
	return err
}

// heights are the ticks of the vertical axis, as parts of the way down.
func (p *Plot) heights(s *Scale) []Tick {
	var out []Tick
	for _, v := range s.Ticks {
		out = append(out, Tick{1 - s.At(v), p.Write(v)})
	}
	return out
}

// appendAxis appends the labels of an axis: of a vertical one (ys) at the right edge, of a horizontal one below.
func appendAxis(b []byte, class string, ticks []Tick) []byte {
	b = fmt.Appendf(b, `<svg class="%s" aria-hidden="true">`, class)
	for _, t := range ticks {
		along, across := percent(t.At), "100%"
		x, y := along, across
		if class == "ys" {
			x, y = across, along
		}
		b = fmt.Appendf(b, `<text x="%s" y="%s"%s>%s</text>`, x, y, anchor(class, t.At), templ.EscapeString(t.Label))
	}
	return append(b, "</svg>"...)
}

// anchor keeps labels at the ends of a horizontal axis inside of it.
func anchor(class string, at float64) string {
	switch {
	case class == "ys":
		return ""
	case at < 0.04:
		return ` class="first"`
	case at > 0.96:
		return ` class="last"`
	}
	return ""
}

func percent(part float64) string {
	return fmt.Sprintf("%g%%", math.Round(part*1e4)/100)
}
