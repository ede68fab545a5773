package page

import (
	"math"
	"strconv"

	"github.com/binnacle-go/metrics/dashboard/internal/human"
)

// A Comparison sets the statistics of a range beside those of the same range earlier.
type Comparison struct {
	Name  string // of the earlier range, as in "compared with ..."
	When  string
	Unit  string
	Empty string // why there is nothing to compare with
	Rows  []Difference
}

// A Difference is a statistic of two ranges.
type Difference struct {
	Name         string
	Form         Form
	Now, Earlier float64
}

func (d *Difference) text(v float64, unit string) string {
	if d.Form == FormTotal && v >= 0 {
		return Grouped(uint64(v))
	}
	return d.Form.Write(v, unit)
}

// same is up to which share of the earlier value a difference is none worth a word.
const same = 0.005

// Change says by how much the statistic differs, in percent of the earlier one, or for a share in points of percent;
// and in a word in which direction.
func (d *Difference) Change() (amount, word string) {
	if math.IsNaN(d.Now) || math.IsNaN(d.Earlier) {
		return human.None, "no data"
	}
	by, unit := d.Now-d.Earlier, " points"
	if d.Form != FormShare {
		by, unit = by/math.Abs(d.Earlier), " %"
	}
	switch {
	case math.IsNaN(by), math.Abs(by) < same && d.Form != FormShare, by == 0:
		return "0" + unit, "the same"
	case math.IsInf(by, 0):
		return human.None, "none before"
	case by > 0:
		return "+" + signless(by) + unit, "higher"
	}
	return "−" + signless(by) + unit, "lower"
}

// signless writes a part as a percentage without its sign.
func signless(part float64) string {
	percent := math.Abs(part) * 100
	switch {
	case percent < 9.95:
		return strconv.FormatFloat(percent, 'f', 1, 64)
	case percent < 1e4:
		return strconv.FormatFloat(percent, 'f', 0, 64)
	}
	return human.Number(percent)
}

// arrow shows the direction to those who see it; the word says the same.
func arrow(word string) string {
	return map[string]string{"higher": "▲", "lower": "▼", "the same": "="}[word]
}
