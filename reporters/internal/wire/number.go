package wire

import (
	"math"
	"strconv"
)

// AppendFloat appends the shortest form that parses back to v, which must be a number.
func AppendFloat(dst []byte, v float64) []byte {
	format := byte('f')
	if a := math.Abs(v); a != 0 && (a < 1e-6 || a >= 1e21) { // where digits would turn into rows of zeros
		format = 'e'
	}
	return strconv.AppendFloat(dst, v, format, -1, 64)
}
