package exposition

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// isLegal reports whether a metric name or label key needs neither escaping nor quotes. A colon is not legal in
// either here: Prometheus reserves it for recording rules.
func isLegal(name string) bool {
	for i := range len(name) {
		if !isLegalRune(rune(name[i]), i) {
			return false
		}
	}
	return name != ""
}

func isLegalRune(r rune, i int) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '_' || r >= '0' && r <= '9' && i > 0
}

// escape makes a name of any bytes one that can be exposed, in quotes if it is still not legal. A zero byte is
// marked as if it were not valid, for Prometheus's lexer ends at one in a name.
func (e Escaping) escape(name string) string {
	name = strings.ReplaceAll(repair(name), "\x00", zeroMark)
	if name == "" {
		name = "unnamed"
	}
	if !isLegal(name) {
		switch e {
		case Underscores:
			name = replaceIllegal(name, "", func(rune) string { return "_" })
		case Dots:
			name = replaceIllegal(name, "", escapeDot)
		case Values:
			name = replaceIllegal(name, "U__", escapeValue)
		}
	}
	if name[0] == '_' {
		return "x" + name // OpenMetrics reserves names that begin with an underscore
	}
	return name
}

// replaceIllegal puts prefix before a name and replaces its characters that are not legal. Where a scheme can be
// reversed, it also replaces underscores.
func replaceIllegal(name, prefix string, replace func(rune) string) string {
	var b strings.Builder
	b.WriteString(prefix)
	for i, r := range name {
		if isLegalRune(r, i) && r != '_' {
			b.WriteRune(r)
		} else {
			b.WriteString(replace(r))
		}
	}
	return b.String()
}

func escapeDot(r rune) string {
	if r == '.' {
		return "_dot_"
	}
	return "__"
}

func escapeValue(r rune) string {
	if r == '_' {
		return "__"
	}
	return "_" + strconv.FormatInt(int64(r), 16) + "_"
}

const replacement = "\uFFFD"

// zeroMark stands for a zero byte in a name, and for an empty label value where it must differ from no label. It is
// no other's mark: repair marks no zero byte, as that is valid UTF-8.
const zeroMark = replacement + "00"

// repair returns s as valid UTF-8 so that different strings stay different: a byte that is not valid becomes U+FFFD
// and two hexadecimal digits, and so do the bytes of a U+FFFD that would read like such a mark.
func repair(s string) string {
	if utf8.ValidString(s) && !strings.Contains(s, replacement) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && (n == 1 || beginsWithHex(s[i+n:])) {
			for _, c := range []byte(s[i : i+n]) {
				b.WriteString(replacement)
				b.WriteByte(hexDigits[c>>4])
				b.WriteByte(hexDigits[c&15])
			}
		} else {
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	return b.String()
}

const hexDigits = "0123456789abcdef"

func beginsWithHex(s string) bool {
	return len(s) >= 2 && strings.IndexByte(hexDigits, s[0]) >= 0 && strings.IndexByte(hexDigits, s[1]) >= 0
}

// appendValue appends a label value of any bytes, in quotes.
func appendValue(b []byte, s string) []byte {
	if !isPlain(s) {
		return appendQuoted(b, repair(s))
	}
	b = append(append(b, '"'), s...)
	return append(b, '"')
}

// appendQuoted appends valid UTF-8 in double quotes.
func appendQuoted(b []byte, s string) []byte {
	return append(appendEscaped(append(b, '"'), s, true), '"')
}

// appendName appends a name that escape made, in quotes if it is not legal.
func appendName(b []byte, name string) []byte {
	if isLegal(name) {
		return append(b, name...)
	}
	return appendQuoted(b, name)
}

// isPlain reports whether s can stand in quotes as it is.
func isPlain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= utf8.RuneSelf || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}

// appendEscaped appends s with backslashes before what would end the line or, if asked, the quotes.
func appendEscaped(b []byte, s string, quotes bool) []byte {
	for i := range len(s) {
		switch c := s[i]; {
		case c == '\n':
			b = append(b, '\\', 'n')
		case c == '\\', c == '"' && quotes:
			b = append(b, '\\', c)
		default:
			b = append(b, c)
		}
	}
	return b
}
