// Package human writes numbers in the few characters that a person reads at a glance: "1.2 k/s", "340 µs",
// "1.5 MiB". What is not a number is "–". All functions are safe for concurrent use.
package human

import (
	"math"
	"strconv"
	"strings"
)

// None stands for a number that there is not.
const None = "–"

// Value writes a value in a unit of the style of UCUM: seconds ("s", "ms", "us", "ns") as a duration, bytes ("By") as
// a size, and others as a number, with the unit behind it if it is short.
func Value(v float64, unit string) string {
	if seconds, ok := secondsPer[unit]; ok {
		return Duration(v * seconds)
	}
	if unit == "By" {
		return Bytes(v)
	}
	number := Number(v)
	if number == None || unit == "" || unit == "1" || len(unit) > 4 || strings.HasPrefix(unit, "{") {
		return number
	}
	return number + " " + unit
}

var secondsPer = map[string]float64{"s": 1, "ms": 1e-3, "us": 1e-6, "ns": 1e-9, "min": 60, "h": 3600, "d": 86400}

// Count writes a number of events: exact below 10,000.
func Count(n uint64) string { return Number(float64(n)) }

// Rate writes events a second.
func Rate(perSecond float64) string {
	if special, ok := unusual(perSecond); ok {
		return special
	}
	if perSecond == 0 {
		return "0 /s"
	}
	if math.Abs(perSecond) < 0.05 {
		return small(perSecond) + " /s"
	}
	return scaled(perSecond, rates)
}

// Share writes a part of a whole, 0 to 1, in percent. What is not zero does not become it.
func Share(part float64) string {
	special, ok := unusual(part)
	switch percent := 100 * part; {
	case ok:
		return special
	case percent > 0 && percent < 0.1:
		return "<0.1 %"
	case percent > 0 && percent < 9.95:
		return strconv.FormatFloat(percent, 'f', 1, 64) + " %"
	default:
		return strconv.FormatFloat(percent+0, 'f', 0, 64) + " %"
	}
}

// Number writes a plain number: integers below 10,000 exactly, others to about three digits.
func Number(v float64) string {
	if special, ok := unusual(v); ok {
		return special
	}
	if magnitude := math.Abs(v); magnitude < 999.5 || magnitude < 10_000 && v == math.Trunc(v) {
		return small(v)
	}
	return strings.TrimSuffix(scaled(v, thousands), " ")
}

// Bytes writes a size in powers of 1024.
func Bytes(b float64) string {
	if special, ok := unusual(b); ok {
		return special
	}
	return scaled(b, sizes)
}

// Duration writes a time given in seconds.
func Duration(seconds float64) string {
	if special, ok := unusual(seconds); ok {
		return special
	}
	if seconds == 0 {
		return "0 s"
	}
	return scaled(seconds, durations)
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

// small writes a number below 10,000: an integer as it is, else three digits.
func small(v float64) string {
	if v == math.Trunc(v) {
		return strconv.FormatFloat(v+0, 'f', -1, 64) // +0 turns a negative zero
	}
	s := strconv.FormatFloat(v, 'g', 3, 64)
	if mantissa, exponent, ok := strings.Cut(s, "e"); ok {
		return mantissa + "e" + strings.Replace(exponent, "-0", "-", 1)
	}
	return s
}
