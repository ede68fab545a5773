package page

import "strconv"

// A decimal is a number as its digits, without zeros before and behind, times a power of ten.
type decimal struct {
	digits   [24]byte
	n        int // how many there are; none for zero
	power    int // of the last one
	negative bool
}

// read takes the digits at the beginning of a text, and returns how many there are, from the first one on that is not
// zero, and what follows them. A decimal has room for all digits that a float64 needs.
func (d *decimal) read(text []byte) (shown int, rest []byte) {
	i, point := 0, false
	if i < len(text) && text[i] == '-' {
		d.negative = true
		i++
	}
	for ; i < len(text) && d.n < len(d.digits); i++ {
		switch c := text[i]; {
		case c == '.' && !point:
			point = true
			continue
		case c < '0' || c > '9':
			d.trim()
			return shown, text[i:]
		case c > '0' || d.n > 0:
			d.digits[d.n] = c
			d.n++
			shown++
		}
		if point {
			d.power--
		}
	}
	d.trim()
	return shown, text[i:]
}

// trim takes zeros away at the end, so that equal numbers are equal decimals.
func (d *decimal) trim() {
	for d.n > 0 && d.digits[d.n-1] == '0' {
		d.n--
		d.digits[d.n] = 0
		d.power++
	}
}

// decimalOf returns a finite number with so many digits, or all that it has if they are below zero.
func decimalOf(v float64, digits int) (d decimal) {
	var room [32]byte
	_, exponent := d.read(strconv.AppendFloat(room[:0], v, 'e', max(digits-1, -1), 64))
	power, _ := strconv.Atoi(string(exponent[1:])) // it is one: strconv wrote it
	d.power += power
	return d
}

// append writes the decimal in the fewest characters.
func (d *decimal) append(out []byte) []byte {
	if d.n == 0 {
		return append(out, '0')
	}
	if d.negative {
		out = append(out, '-')
	}
	start := len(out)
	scientific := strconv.AppendInt(append(append(out, d.digits[:d.n]...), 'e'), int64(d.power), 10)
	if n := d.plain(); n == 0 || len(scientific)-start < n {
		return scientific
	}
	return d.appendPlain(out)
}

// plain is how many characters it has without an exponent, zero if these are too many.
func (d *decimal) plain() int {
	switch point := d.n + d.power; {
	case d.power >= 0 && d.power < 4:
		return point
	case d.power < 0 && point > 0:
		return d.n + 1
	case d.power < 0 && point > -4:
		return 1 - d.power
	}
	return 0
}

func (d *decimal) appendPlain(out []byte) []byte {
	const zeros = "0000"
	digits, point := d.digits[:d.n], d.n+d.power
	switch {
	case d.power >= 0:
		return append(append(out, digits...), zeros[:d.power]...)
	case point > 0:
		return append(append(append(out, digits[:point]...), '.'), digits[point:]...)
	}
	return append(append(append(out, '.'), zeros[:-point]...), digits...)
}
