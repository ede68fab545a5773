package jsonview

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Key returns a name as UTF-8 such that different names stay different: a byte that is not UTF-8 becomes U+FFFD
// and its two hexadecimal digits, and U+FFFD itself is doubled.
func Key(name string) string {
	if utf8.ValidString(name) && !strings.ContainsRune(name, utf8.RuneError) {
		return name
	}
	var b strings.Builder
	for i := 0; i < len(name); {
		r, size := utf8.DecodeRuneInString(name[i:])
		b.WriteRune(r)
		if r == utf8.RuneError && size == 1 {
			b.WriteString(strconv.FormatUint(uint64(name[i]), 16))
		} else if r == utf8.RuneError {
			b.WriteRune(r)
		}
		i += size
	}
	return b.String()
}
