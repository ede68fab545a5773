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

// wireAs does that for a number whose text is known. Mostly as many digits do as the text has.
func (f Form) wireAs(text string, v float64, unit string, digits int) string {
	if short := shortened(v, max(digits, significant(text))); f.Write(short, unit) == text {
		return encode(short)
	}
	for ; digits < 17; digits++ {
		if short := shortened(v, digits); f.Write(short, unit) == text {
			return encode(short)
		}
	}
	return encode(v)
}

// significant is how many digits a text has between the zeros before and behind.
func significant(text string) (n int) {
	zeros := 0
	for i := range len(text) {
		switch c := text[i]; {
		case c == '0' && n > 0:
			zeros++
		case c > '0' && c <= '9':
			n, zeros = n+zeros+1, 0
		}
	}
	return max(n, 1)
}

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
func encode(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return wireNone
	}
	return compact(strconv.AppendFloat(nil, math.Abs(v), 'e', -1, 64), v < 0)
}

// rounded encodes a number that is only drawn.
func rounded(v float64, digits int) string { return encode(shortened(v, digits)) }

// compact writes "d.ddde±dd" in the fewest characters.
func compact(s []byte, negative bool) string {
	mantissa, exponent, _ := strings.Cut(string(s), "e")
	digits := strings.Replace(mantissa, ".", "", 1)
	power, _ := strconv.Atoi(exponent)
	power -= len(digits) - 1 // of the last digit
	if trimmed := strings.TrimRight(digits, "0"); trimmed != "" {
		power += len(digits) - len(trimmed)
		digits = trimmed
	} else {
		return "0"
	}
	out := plain(digits, power)
	if scientific := digits + "e" + strconv.Itoa(power); out == "" || len(scientific) < len(out) {
		out = scientific
	}
	if negative {
		return "-" + out
	}
	return out
}

// plain writes digits times ten to the power without an exponent, or nothing when that is long.
func plain(digits string, power int) string {
	switch point := len(digits) + power; {
	case power >= 0 && power < 4:
		return digits + strings.Repeat("0", power)
	case power < 0 && point > 0:
		return digits[:point] + "." + digits[point:]
	case power < 0 && point > -4:
		return "." + strings.Repeat("0", -point) + digits
	}
	return ""
}
