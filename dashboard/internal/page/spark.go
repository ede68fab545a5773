package page

import (
	"math"
	"strings"

	"github.com/binnacle-go/metrics/dashboard/internal/chart"
)

// A Spark is a small chart of the recent past, the newest value last. NaN is a gap.
type Spark struct {
	Size   Size
	Values []float64
	Zero   bool // the chart starts from zero
	Form   Form
	Unit   string

	wired wired // the newest value, once it has been encoded
}

// A Size is that of a chart, in pixels.
type Size struct{ Width, Height int }

// The sizes of charts.
var (
	Small = Size{124, 24}
	Tile  = Size{183, 36}
)

// margin keeps the line and the dot at its end inside of the chart.
const margin = 3

// scale returns the values at the lower and the upper edge. Where nothing asks for zero it is left out if it would
// flatten the line; and a line that hardly moves is not blown up to look as if it did.
func (s *Spark) scale() (low, high float64) {
	low, high = s.extremes()
	if low >= 0 && (s.Zero || low < high/2) {
		low = 0
	}
	largest := math.Max(math.Abs(low), math.Abs(high))
	switch {
	case !(largest > tiny):
		return 0, 1
	case high-low > largest/50:
		return low, high
	}
	return low - largest/20, high + largest/20
}

// tiny is what counts as nothing: the distance of smaller numbers cannot be told.
const tiny = 1e-300

// extremes returns the lowest and the highest value, NaN when there is none.
func (s *Spark) extremes() (low, high float64) {
	low, high = math.NaN(), math.NaN()
	for _, v := range s.Values {
		if !(low <= v) && !math.IsNaN(v) {
			low = v
		}
		if !(high >= v) && !math.IsNaN(v) {
			high = v
		}
	}
	return low, high
}

// Now returns the newest value.
func (s *Spark) Now() float64 {
	if len(s.Values) == 0 {
		return math.NaN()
	}
	return s.Values[len(s.Values)-1]
}

// label describes the chart in words.
func (s *Spark) label() string {
	low, high := s.extremes()
	if math.IsNaN(low) {
		return "no data"
	}
	write := func(v float64) string { return s.Form.Write(v, s.Unit) }
	return "now " + write(s.Now()) + ", " + write(low) + " to " + write(high) + ", " + chart.Trend(s.Values)
}

// bounds is the scale, for the script to read the values back from the line, and how to write them.
func (s *Spark) bounds() string {
	low, high := s.scale()
	return strings.TrimSpace(rounded(low, drawnDigits) + " " + rounded(high, drawnDigits) + " " + s.Form.code())
}
