package page

import (
	"bytes"
	"math"
	"strconv"
	"strings"
)

// wireNone stands for a number that there is not.
const wireNone = "-"

// wire encodes a number for the script, in as few digits as give the same text when written. Two digits are enough
// to draw it, and four always give the same text: what is cut off leaves a trace in the last of them, so that rounding
// the short number once more goes the way that rounding the exact one goes.
func (f Form) wire(v float64, unit string) string {
	text := f.Write(v, unit)
	for digits := 2; digits < 4; digits++ {
		short, err := strconv.ParseFloat(strconv.FormatFloat(v, 'e', digits-1, 64), 64)
		if err == nil && f.Write(short, unit) == text {
			return encode(short)
		}
	}
	return sticky(v)
}

// encode writes a number for the script in few characters, but with all its digits.
func encode(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return wireNone
	}
	return compact(strconv.AppendFloat(nil, math.Abs(v), 'e', -1, 64), v < 0)
}

// rounded encodes a number that is only drawn.
func rounded(v float64) string {
	short, err := strconv.ParseFloat(strconv.FormatFloat(v, 'e', 2, 64), 64)
	if err != nil {
		short = v // the largest numbers cannot be rounded up
	}
	return encode(short)
}

// sticky encodes a number in four digits, of which the last is never 0 or 5 if something is cut off behind it.
func sticky(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return wireNone
	}
	return compact(cut(strconv.AppendFloat(nil, math.Abs(v), 'e', -1, 64)), v < 0)
}

// cut leaves four of the digits of "d.ddde±dd".
func cut(s []byte) []byte {
	const digits = 4
	exponent := bytes.IndexByte(s, 'e')
	if exponent <= digits+1 {
		return s
	}
	last := s[digits]
	if last == '0' || last == '5' {
		last++
	}
	return append(append(s[:digits:digits], last), s[exponent:]...)
}

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
