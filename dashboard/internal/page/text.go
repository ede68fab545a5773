package page

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// longest is how many characters of a name or text are shown.
const longest = 160

// Visible returns a text in which everything can be seen: what is not printable appears as Go would escape it. A long
// text is cut.
func Visible(s string) string {
	var b strings.Builder
	for n := 0; s != ""; n++ {
		if n == longest {
			b.WriteString("…")
			break
		}
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case r == utf8.RuneError && size == 1:
			b.WriteString(strings.Trim(strconv.Quote(s[:1]), `"`))
		case strconv.IsPrint(r):
			b.WriteRune(r)
		default:
			b.WriteString(strings.Trim(strconv.QuoteRune(r), "'"))
		}
		s = s[size:]
	}
	return b.String()
}
