// Package decimal writes numbers for machines.
package decimal

import (
	"math"
	"strconv"
)

// Append appends the shortest form that parses back to v, which must be a number.
func Append(dst []byte, v float64) []byte {
	format := byte('f')
	if a := math.Abs(v); a != 0 && (a < 1e-6 || a >= 1e21) { // where digits would turn into rows of zeros
		format = 'e'
	}
	return strconv.AppendFloat(dst, v, format, -1, 64)
}
