package chart

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/a-h/templ"
)

// Shades is how many shades the stylesheet has for cells.
const Shades = 6

// A Grid is a map of cells: columns from left to right, rows from below upwards, the more the darker.
type Grid struct {
	Columns, Rows int
	X, Y          []Tick
	Cells         []Cell
	Label         string // what it shows, in words
}

// A Cell is one that is not empty.
type Cell struct {
	Column, Row int
	Shade       int // from 1 to Shades
}

// Render makes a Grid a component like a Plot. All cells of one shade are one path of strokes as high as a row.
func (g *Grid) Render(_ context.Context, w io.Writer) error {
	var y []Tick
	for _, t := range g.Y {
		y = append(y, Tick{1 - t.At, t.Label})
	}
	b := appendAxis(make([]byte, 0, 4096), "ys", y)
	b = fmt.Appendf(b, `<svg class="area cells" viewBox="0 0 %d %d" preserveAspectRatio="none" role="img" aria-label="%s">`,
		max(g.Columns, 1), 2*max(g.Rows, 1), templ.EscapeString(g.Label))
	for shade := 1; shade <= Shades; shade++ {
		if d := g.path(shade); d != "" {
			b = fmt.Appendf(b, `<path class="h%d" d="%s"/>`, shade, d)
		}
	}
	b = appendAxis(append(b, "</svg>"...), "xs", g.X)
	_, err := w.Write(b)
	return err
}

// path draws the cells of a shade, those side by side in one stroke. Rows are two units high, so that the middle of
// each is a whole number.
func (g *Grid) path(shade int) string {
	cells := g.of(shade)
	var d []byte
	for i := 0; i < len(cells); {
		c := cells[i]
		n := 1
		for i+n < len(cells) && cells[i+n].Row == c.Row && cells[i+n].Column == c.Column+n {
			n++
		}
		d = fmt.Appendf(d, "M%d %dh%d", c.Column, 2*(g.Rows-1-c.Row)+1, n)
		i += n
	}
	return string(d)
}

// of returns the cells of a shade, row by row.
func (g *Grid) of(shade int) []Cell {
	var out []Cell
	for _, c := range g.Cells {
		if c.Shade == shade {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b Cell) int { return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Column, b.Column)) })
	return out
}
