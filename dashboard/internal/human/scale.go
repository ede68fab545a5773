package human

import (
	"math"
	"strconv"
)

// step is a unit in which values from its size up are written.
type step struct {
	size  float64
	unit  string
	whole bool // nothing is smaller than one of it, so integers have no decimal
}

// Each scale rises; a value below the first step is written in it all the same.
var (
	thousands = []step{{1, "", true}, {1e3, " k", false}, {1e6, " M", false}, {1e9, " G", false}, {1e12, " T", false}, {1e15, " P", false}, {1e18, " E", false}}
	rates     = []step{{1, " /s", true}, {1e3, " k/s", false}, {1e6, " M/s", false}, {1e9, " G/s", false}, {1e12, " T/s", false}, {1e15, " P/s", false}, {1e18, " E/s", false}}
	sizes     = []step{{1, " B", true}, {1 << 10, " KiB", false}, {1 << 20, " MiB", false}, {1 << 30, " GiB", false}, {1 << 40, " TiB", false}, {1 << 50, " PiB", false}, {1 << 60, " EiB", false}}
	durations = []step{{1e-9, " ns", true}, {1e-6, " µs", false}, {1e-3, " ms", false}, {1, " s", false}, {60, " min", false}, {3600, " h", false}, {86400, " d", false}}
)

// appendScaled writes a value in the largest step that keeps it at or above one, with one decimal below 100.
func appendScaled(dst []byte, v float64, steps []step) []byte {
	if special, ok := unusual(v); ok {
		return append(dst, special...)
	}
	i := len(steps) - 1
	for i > 0 && math.Abs(v) < steps[i].size {
		i--
	}
	n := round(v / steps[i].size)
	for i+1 < len(steps) && math.Abs(n)*steps[i].size >= steps[i+1].size {
		i++ // rounding has carried it into the next step
		n = round(v / steps[i].size)
	}
	return append(appendDecimal(dst, n, steps[i].whole), steps[i].unit...)
}

// round keeps one decimal below 100.
func round(n float64) float64 {
	if math.Abs(n) < 99.95 {
		return math.Round(n*10) / 10
	}
	return math.Round(n)
}

// appendDecimal writes what round returns.
func appendDecimal(out []byte, n float64, whole bool) []byte {
	switch {
	case math.Abs(n) >= 1e6: // beyond the largest step
		return strconv.AppendFloat(out, n, 'g', 3, 64)
	case math.Abs(n) >= 99.95 || whole && n == math.Trunc(n):
		return strconv.AppendInt(out, int64(n), 10)
	}
	if n < 0 {
		out, n = append(out, '-'), -n
	}
	tenths := int64(math.Round(n * 10))
	return append(strconv.AppendInt(out, tenths/10, 10), '.', '0'+byte(tenths%10))
}
