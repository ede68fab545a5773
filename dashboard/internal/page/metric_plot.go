package page

import (
	"math"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"github.com/binnacle-go/metrics/dashboard/internal/chart"
)

// A Plot is a large chart of lines.
type Plot struct {
	chart.Plot
	ID      string // by which the script and tests know it
	Heading string
	Note    string
	Form    Form
	Unit    string
	XUnit   string // of an axis of values, which is logarithmic
	Time    bool   // the horizontal axis is the time
	Large   bool
	Choose  bool // dragging over it chooses a range
}

// drawing is the plot as the server draws it.
func (p *Plot) drawing() templ.Component {
	c := p.Plot
	c.Write, c.Bytes = p.write, p.Unit == "By"
	return &c
}

func (p *Plot) write(v float64) string { return p.Form.Write(v, p.Unit) }

// scale says how the vertical axis is made, for the script.
func (p *Plot) scale() string {
	var out []string
	if p.Log {
		out = append(out, "log")
	}
	if p.Zero {
		out = append(out, "zero")
	}
	if p.Top > 0 {
		out = append(out, "top")
	}
	return strings.Join(out, " ")
}

// lowest and highest are those of a line, for people.
func (p *Plot) lowest(l *chart.Line) string {
	low, _ := l.Extremes()
	return p.write(low)
}

func (p *Plot) highest(l *chart.Line) string {
	_, high := l.Extremes()
	return p.write(high)
}

// series encodes the values of a line for the script.
func series(values []float64) string {
	var b strings.Builder
	for i, v := range values {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(rounded(v, drawnDigits))
	}
	return b.String()
}

// Tail encodes the newest values of plots over time: the sample, the number of the place, and the values of each line
// and band.
func Tail(n, slot uint64, plots []Plot) string {
	out := []string{strconv.FormatUint(n, 10), strconv.FormatUint(slot, 10)}
	for i := range plots {
		for j := range plots[i].Lines {
			l := &plots[i].Lines[j]
			out = append(out, rounded(l.Last(), drawnDigits))
			if l.High != nil {
				out = append(out, rounded(l.Low[len(l.Low)-1], drawnDigits), rounded(l.High[len(l.High)-1], drawnDigits))
			}
		}
	}
	return strings.Join(out, " ")
}

func exact(v float64) string { return strconv.FormatFloat(v, 'g', 12, 64) }

// A Heat is a map of cells over time.
type Heat struct {
	Grid    chart.Grid
	ID      string
	Heading string
	Note    string
	Shades  []uint64 // the least count of each shade that is used; nil when cells tell shares
	Bands   []Band
	Cells   *Cells // nil unless they were asked for
}

// A Band says how many values of a distribution lie between two.
type Band struct {
	Name  string
	Count uint64
	Share float64
}

// Shade returns the shade of a count above zero. Where fewer shades are used, they are the darker ones.
func (h *Heat) Shade(n uint64) int {
	shade := chart.Shades - len(h.Shades) + 1
	for i, least := range h.Shades {
		if n >= least {
			shade = chart.Shades - len(h.Shades) + i + 1
		}
	}
	return shade
}

// ShadeOfShare returns the shade of a part of a whole.
func ShadeOfShare(part float64) int {
	return min(max(int(math.Ceil(part*chart.Shades)), 1), chart.Shades)
}

func (h *Heat) drawing() templ.Component { return &h.Grid }

// key explains the shades.
func (h *Heat) key() []Text {
	var out []Text
	for i, least := range h.Shades {
		out = append(out, Text{"h" + strconv.Itoa(chart.Shades-len(h.Shades)+i+1), FormTotal.Write(float64(least), "")})
	}
	if h.Shades == nil {
		for i := 1; i <= chart.Shades; i++ {
			out = append(out, Text{"h" + strconv.Itoa(i), strconv.Itoa(100*i/chart.Shades) + " %"})
		}
	}
	return out
}
