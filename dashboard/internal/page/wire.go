package page

import (
	"bytes"
	"math"
	"strconv"
)

// wireNone stands for a number that there is not.
const wireNone = "-"

// drawnDigits are enough to draw a number, and newestDigits to draw one that comes every second and is soon redrawn.
const drawnDigits, newestDigits = 3, 2

// wired is a number as the script gets it. The longest one has 23 characters: a sign, all digits and an exponent.
type wired struct {
	n    uint8 // zero until it has been encoded
	text [23]byte
}

func (w *wired) bytes() []byte { return w.text[:w.n] }

// set encodes a number of a form, in as few digits, from some number on, as give the same text when written. Mostly the
// digits of that text do.
func (w *wired) set(f Form, v float64, unit string, digits int) {
	var room [48]byte
	text := f.append(room[:0], v, unit)
	if v == 0 {
		w.put(&decimal{})
		return
	}
	if d, ok := f.shown(text, v, unit, digits); ok {
		w.put(&d)
		return
	}
	var more [48]byte
	for ; digits < 17; digits++ {
		short := shortened(v, digits)
		if bytes.Equal(f.append(more[:0], short, unit), text) {
			w.encode(short, -1)
			return
		}
	}
	w.encode(v, -1)
}

// encode encodes a number with so many digits, or all that it has if they are below zero.
func (w *wired) encode(v float64, digits int) {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		w.n = uint8(copy(w.text[:], wireNone))
		return
	}
	if math.Abs(v) > math.MaxFloat64/10 {
		digits = -1 // it might be rounded to what is out of range
	}
	d := decimalOf(v, digits)
	w.put(&d)
}

func (w *wired) put(d *decimal) { w.n = uint8(len(d.append(w.text[:0]))) }

// shown is the number that a text shows. It is not ok if that has too few digits or is none, or may be written in another
// way than the text.
func (f Form) shown(text []byte, v float64, unit string, digits int) (d decimal, ok bool) {
	shown, suffix := d.read(text)
	power, ok := f.power(suffix, unit)
	if !ok || shown == 0 || bytes.HasSuffix(text, brink) {
		return d, false
	}
	d.power += power
	return d, shown >= digits || d == decimalOf(v, digits)
}

// brink is the rate from which on there is one decimal: a number a little below is rounded up to it.
var brink = []byte("0.05 /s")

// power is the power of ten that follows the digits of a text. It is not ok where the number that they show may be
// written otherwise.
func (f Form) power(suffix []byte, unit string) (power int, ok bool) {
	switch {
	case f == FormShare || f == FormPart:
		return -2, string(suffix) == " %"
	case f == FormRate || f == FormFlow && unit != "By":
		power, ok = ratePowers[string(suffix)]
	case unit == "s":
		power, ok = secondPowers[string(suffix)]
	case unit == "":
		ok = len(suffix) == 0 // a number with a letter may be written in full
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

// rounded encodes a number that is only drawn.
func rounded(v float64, digits int) string {
	var w wired
	w.encode(v, digits)
	return string(w.bytes())
}
