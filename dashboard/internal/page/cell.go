package page

import (
	"math"
	"strconv"

	"github.com/binnacle-go/metrics/dashboard/internal/human"
)

// Form says how the number of a cell is written.
type Form uint8

const (
	FormValue Form = iota // in the row's unit
	FormRate              // events a second
	FormFlow              // the row's unit a second
	FormShare             // a part of one, as a percentage
	FormTotal             // an exact count
	FormPart              // a part of one that is nothing to be alarmed by
)

// A Cell is a number of a row.
type Cell struct {
	Form  Form
	Now   bool // the one that tells most
	Drawn bool // the row's sparkline is of this number
	Value float64
	Count uint64 // FormTotal

	wired wired // as it is written for the script, once it has been
}

// Text writes the cell for people.
func (c *Cell) Text(unit string) string {
	if c.Form == FormTotal {
		return Grouped(c.Count)
	}
	return c.Form.Write(c.Value, unit)
}

// Write writes a number of that form for people.
func (f Form) Write(v float64, unit string) string {
	var room [48]byte
	return string(f.append(room[:0], v, unit))
}

// append appends what Write writes.
func (f Form) append(dst []byte, v float64, unit string) []byte {
	switch {
	case f == FormShare, f == FormPart:
		return human.AppendShare(dst, v)
	case f == FormFlow && unit == "By" && !math.IsNaN(v):
		return append(human.AppendValue(dst, v, unit), "/s"...)
	case f == FormRate, f == FormFlow:
		return human.AppendRate(dst, v)
	}
	return human.AppendValue(dst, v, unit)
}

// form is that of column i, or of the cell where there is no such column.
func (t *Table) form(i int, c *Cell) Form {
	if i < len(t.Columns) {
		return t.Columns[i].Form
	}
	return c.Form
}

// code is what the script knows the form by.
func (f Form) code() string {
	return [...]string{FormRate: "/s", FormFlow: "u/s", FormShare: "%", FormTotal: "", FormPart: "%t"}[f]
}

// Alarming reports whether the cell deserves notice: anything but no errors.
func (c *Cell) Alarming() bool { return c.Form == FormShare && c.Value > 0 }

// Grouped writes a count exactly, in groups of three digits.
func Grouped(n uint64) string {
	digits := strconv.FormatUint(n, 10)
	var out []byte
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			out = append(out, ',')
		}
		out = append(out, digits[i])
	}
	return string(out)
}
