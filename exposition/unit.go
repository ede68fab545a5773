package exposition

import "strings"

// unitWords are the units of UCUM as Prometheus spells them in names.
var unitWords = map[string]string{
	"1": "", "%": "percent",
	"ns": "nanoseconds", "us": "microseconds", "µs": "microseconds", "ms": "milliseconds", "s": "seconds",
	"min": "minutes", "h": "hours", "d": "days",
	"bit": "bits", "By": "bytes", "kBy": "kilobytes", "MBy": "megabytes", "GBy": "gigabytes", "TBy": "terabytes",
	"KiBy": "kibibytes", "MiBy": "mebibytes", "GiBy": "gibibytes", "TiBy": "tebibytes",
	"m": "meters", "g": "grams", "V": "volts", "A": "amperes", "J": "joules", "W": "watts", "Hz": "hertz",
	"K": "kelvin", "Cel": "celsius",
}

// perWords are the units behind a slash.
var perWords = map[string]string{"s": "second", "min": "minute", "h": "hour", "d": "day", "By": "byte"}

// unitWord returns what a unit adds to a name: "By/s" is bytes_per_second, "{request}" nothing.
func unitWord(unit string) string {
	over, under, divided := strings.Cut(withoutAnnotations(unit), "/")
	word, ok := unitWords[over]
	if !ok {
		word = wordOf(over)
	}
	if !divided {
		return word
	}
	per, ok := perWords[under]
	if !ok {
		per = wordOf(under)
	}
	return strings.Trim(word+"_per_"+per, "_")
}

// withoutAnnotations removes UCUM's comments in braces.
func withoutAnnotations(unit string) string {
	for {
		open := strings.IndexByte(unit, '{')
		end := strings.IndexByte(unit, '}')
		if open < 0 || end < open {
			return unit
		}
		unit = unit[:open] + unit[end+1:]
	}
}

// wordOf makes a legal part of a name from any text.
func wordOf(s string) string {
	b := []byte(s)
	for i, c := range b {
		if !isLegalRune(rune(c), 1) {
			b[i] = '_'
		}
	}
	return strings.Trim(string(b), "_")
}
