// Package human writes numbers in the few characters that a person reads at a glance: "1.2 k/s", "340 µs",
// "1.5 MiB". What is not a number is "–". All functions are safe for concurrent use.
package human

import (
	"bytes"
	"math"
	"slices"
	"strconv"
	"strings"
)

// None stands for a number that there is not.
const None = "–"

// Value writes a value in a unit of the style of UCUM: seconds ("s", "ms", "us", "ns") as a duration, bytes ("By") as
// a size, and others as a number, with the unit behind it if it is short.
func Value(v float64, unit string) string {
	var room [32]byte
	return string(AppendValue(room[:0], v, unit))
}

// AppendValue appends what Value writes.
func AppendValue(dst []byte, v float64, unit string) []byte {
	if seconds, ok := secondsPer[unit]; ok {
		return appendDuration(dst, v*seconds)
	}
	if unit == "By" {
		return appendScaled(dst, v, sizes)
	}
	dst = appendNumber(dst, v)
	if math.IsNaN(v) || unit == "" || unit == "1" || len(unit) > 4 || strings.HasPrefix(unit, "{") {
		return dst
	}
	return append(append(dst, ' '), unit...)
}

var secondsPer = map[string]float64{"s": 1, "ms": 1e-3, "us": 1e-6, "ns": 1e-9, "min": 60, "h": 3600, "d": 86400}

// Count writes a number of events: exact below 10,000.
func Count(n uint64) string { return Number(float64(n)) }

// Rate writes events a second.
func Rate(perSecond float64) string {
	var room [32]byte
	return string(AppendRate(room[:0], perSecond))
}

// AppendRate appends what Rate writes.
func AppendRate(dst []byte, perSecond float64) []byte {
	if math.Abs(perSecond) < 0.05 {
		return append(appendSmall(dst, perSecond), " /s"...)
	}
	return appendScaled(dst, perSecond, rates)
}

// Share writes a part of a whole, 0 to 1, in percent. What is not zero does not become it.
func Share(part float64) string {
	var room [32]byte
	return string(AppendShare(room[:0], part))
}

// AppendShare appends what Share writes.
func AppendShare(dst []byte, part float64) []byte {
	special, ok := unusual(part)
	switch percent := 100 * part; {
	case ok:
		return append(dst, special...)
	case percent > 0 && percent < 0.1:
		return append(dst, "<0.1 %"...)
	case percent > 0 && percent < 9.95:
		return append(strconv.AppendFloat(dst, percent, 'f', 1, 64), " %"...)
	default:
		return append(strconv.AppendFloat(dst, percent+0, 'f', 0, 64), " %"...)
	}
}

// Number writes a plain number: integers below 10,000 exactly, others to about three digits.
func Number(v float64) string { return Value(v, "") }

func appendNumber(dst []byte, v float64) []byte {
	if magnitude := math.Abs(v); magnitude < 999.5 || magnitude < 10_000 && v == math.Trunc(v) {
		return appendSmall(dst, v)
	}
	return appendScaled(dst, v, thousands)
}

// Bytes writes a size in powers of 1024.
func Bytes(b float64) string { return Value(b, "By") }

// Duration writes a time given in seconds.
func Duration(seconds float64) string { return Value(seconds, "s") }

func appendDuration(dst []byte, seconds float64) []byte {
	if seconds == 0 {
		return append(dst, "0 s"...)
	}
	return appendScaled(dst, seconds, durations)
}

func unusual(v float64) (string, bool) {
	switch {
	case math.IsNaN(v):
		return None, true
	case math.IsInf(v, 1):
		return "∞", true
	case math.IsInf(v, -1):
		return "-∞", true
	}
	return "", false
}

// appendSmall writes a number below 10,000: an integer as it is, else three digits.
func appendSmall(dst []byte, v float64) []byte {
	if v == math.Trunc(v) {
		return strconv.AppendInt(dst, int64(v), 10)
	}
	begin := len(dst)
	dst = strconv.AppendFloat(dst, v, 'g', 3, 64)
	if e := bytes.LastIndex(dst[begin:], []byte("e-0")); e >= 0 {
		dst = slices.Delete(dst, begin+e+2, begin+e+3)
	}
	return dst
}
