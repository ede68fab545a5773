package page

import (
	"math"
	"strconv"
	"strings"
)

// wireNone stands for a number that there is not.
const wireNone = "-"

// drawnDigits are enough to draw a number, and newestDigits to draw one that comes every second and is soon redrawn.
const drawnDigits, newestDigits = 3, 2

// wire encodes a number for the script in as few digits, from some number on, as give the same text when written.
func (f Form) wire(v float64, unit string, digits int) string {
	return f.wireAs(f.Write(v, unit), v, unit, digits)
}

// wireAs does that for a number whose text is known. Mostly the digits of the text do.
func (f Form) wireAs(text string, v float64, unit string, digits int) string {
	if v == 0 {
		return "0"
	}
	if wired, ok := f.wireText(text, unit, digits); ok {
		return wired
	}
	for ; digits < 17; digits++ {
		if short := shortened(v, digits); f.Write(short, unit) == text {
			return encode(short)
		}
	}
	return encode(v)
}

// wireText encodes the number that a text shows. It is not ok if that has too few digits or is none, or may be written in
// another way than the text.
func (f Form) wireText(text, unit string, digits int) (wired string, ok bool) {
	var d decimal
	shown, suffix := d.read(text)
	power, ok := f.power(suffix, unit)
	if !ok || shown < max(digits, 1) || strings.HasSuffix(text, brink) {
		return "", false
	}
	d.power += power
	var room [40]byte
	return string(d.append(room[:0])), true
}

// brink is the rate from which on there is one decimal: a number a little below is rounded up to it.
const brink = "0.05 /s"

// power is the power of ten that follows the digits of a text. It is not ok where the number that they show may be
// written otherwise.
func (f Form) power(suffix, unit string) (power int, ok bool) {
	switch {
	case f == FormShare || f == FormPart:
		return -2, suffix == " %"
	case f == FormRate || f == FormFlow && unit != "By":
		power, ok = ratePowers[suffix]
	case unit == "s":
		power, ok = secondPowers[suffix]
	case unit == "":
		ok = suffix == "" // a number with a letter may be written in full
	}
	return power, ok
}

var (
	ratePowers   = map[string]int{" /s": 0, " k/s": 3, " M/s": 6, " G/s": 9, " T/s": 12, " P/s": 15, " E/s": 18}
	secondPowers = map[string]int{" ns": -9, " µs": -6, " ms": -3, " s": 0}
)

// shortened is a number of so many digits, or the number itself if that is out of range: the largest ones cannot be
// rounded up.
func shortened(v float64, digits int) float64 {
	var room [32]byte
	short, err := strconv.ParseFloat(string(strconv.AppendFloat(room[:0], v, 'e', digits-1, 64)), 64)
	if err != nil {
		return v
	}
	return short
}

// encode writes a number for the script in few characters, but with all its digits.
func encode(v float64) string { return encoded(v, -1) }

// rounded encodes a number that is only drawn.
func rounded(v float64, digits int) string {
	if math.Abs(v) > math.MaxFloat64/10 {
		digits = -1 // it might be rounded to what is out of range
	}
	return encoded(v, digits)
}

func encoded(v float64, digits int) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return wireNone
	}
	d := decimalOf(v, digits)
	var room [40]byte
	return string(d.append(room[:0]))
}
