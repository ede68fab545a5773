package influx

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode/utf8"
)

const (
	// maxText keeps a series with a dozen tags within the 65,535 bytes that InfluxDB 1 has for measurement and tags.
	maxText = 4096
	// maxString keeps a string within the 64 KiB that InfluxDB has for a field.
	maxString = 16 << 10

	suffixLen = 17 // "_" and 16 hexadecimal digits
)

// A role is what a text stands for in a line, as its special characters depend on it.
type role uint8

const (
	measurement role = iota
	tagKey
	tagValue
	fieldKey
)

// reserved are tag keys that InfluxDB gives a meaning of its own.
var reserved = map[string]bool{
	"time": true, "_time": true, "_measurement": true, "_field": true, "_value": true, "_start": true, "_stop": true,
}

// appendText appends a text so that every parser of the protocol reads it back.
func appendText(dst []byte, text string, r role) []byte {
	if !carriable(text, r) {
		text = replace(text, r)
	}
	for i := range len(text) {
		if special(text[i], r) {
			dst = append(dst, '\\')
		}
		dst = append(dst, text[i])
	}
	return dst
}

func special(c byte, r role) bool { return c == ',' || c == ' ' || c == '=' && r != measurement }

// carriable reports whether the protocol can carry a text, and nothing else is sent as it.
func carriable(text string, r role) bool {
	if text == "" || len(text) > maxText || looksReplaced(text) || r == tagKey && reserved[text] ||
		r == measurement && text[0] == '#' || !utf8.ValidString(text) {
		return false
	}
	for i := range len(text) {
		if broken(text, i) {
			return false
		}
	}
	return true
}

// broken reports whether the byte at i cannot be sent where it stands. A backslash is literal only before what has no
// meaning: parsers differ in what they make of two, of one before a quote, and of one before "=" in a measurement.
func broken(text string, i int) bool {
	c := text[i]
	if c != '\\' {
		return c < ' ' || c == 0x7f
	}
	return i+1 == len(text) || strings.IndexByte(`,= "\`, text[i+1]) >= 0
}

// replace returns what is sent instead of a text that cannot be. It depends on nothing but the text.
func replace(text string, r role) string {
	sum := sha256.Sum256([]byte(text))
	b := make([]byte, 0, min(len(text), maxText)+suffixLen)
	for i := 0; i < len(text) && len(b) < maxText-suffixLen-utf8.UTFMax; {
		c, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case c == utf8.RuneError && size == 1, broken(text, i), c == '#' && i == 0 && r == measurement:
			b = append(b, '_')
		default:
			b = append(b, text[i:i+size]...)
		}
		i += size
	}
	b = append(b, '_')
	return string(hex.AppendEncode(b, sum[:(suffixLen-1)/2]))
}

// looksReplaced reports whether a text ends as replace ends one.
func looksReplaced(text string) bool {
	if len(text) < suffixLen || text[len(text)-suffixLen] != '_' {
		return false
	}
	for _, c := range []byte(text[len(text)-suffixLen+1:]) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// appendString appends the value of a string field. There is no escaping for line ends, at which batches are split.
func appendString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	limit := len(dst) + maxString
	for _, c := range s {
		if len(dst) >= limit-utf8.UTFMax {
			break
		}
		switch {
		case c < ' ' || c == 0x7f:
			c = ' '
		case c == '"', c == '\\':
			dst = append(dst, '\\')
		}
		dst = utf8.AppendRune(dst, c)
	}
	return append(dst, '"')
}
