package jsonview

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// writer writes a JSON document piece by piece.
type writer struct {
	buf    []byte
	pretty bool
	depth  int
	empty  bool // the present object or array has no members yet
}

func (w *writer) open(bracket byte) {
	w.buf = append(w.buf, bracket)
	w.depth++
	w.empty = true
}

func (w *writer) close(bracket byte) {
	w.depth--
	if !w.empty {
		w.newline()
	}
	w.empty = false
	w.buf = append(w.buf, bracket)
}

// item begins an element of an array, or a member of an object.
func (w *writer) item() {
	if !w.empty {
		w.buf = append(w.buf, ',')
	}
	w.empty = false
	w.newline()
}

func (w *writer) newline() {
	if w.pretty {
		w.buf = append(w.buf, '\n')
		w.buf = append(w.buf, strings.Repeat("  ", w.depth)...)
	}
}

func (w *writer) key(key string) {
	w.item()
	w.string(key)
	w.buf = append(w.buf, ':')
	if w.pretty {
		w.buf = append(w.buf, ' ')
	}
}

// name begins a member, by a key that is given as it is written, with quotes and colon.
func (w *writer) name(key string) {
	w.item()
	w.buf = append(w.buf, key...)
	if w.pretty {
		w.buf = append(w.buf, ' ')
	}
}

// number writes a member with a number.
func (w *writer) number(key string, v float64) {
	w.name(key)
	w.float(v)
}

func (w *writer) null() { w.buf = append(w.buf, "null"...) }

func (w *writer) uint(n uint64) { w.buf = strconv.AppendUint(w.buf, n, 10) }

// float writes a number as encoding/json does, and null where there is none.
func (w *writer) float(v float64) {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		w.null()
		return
	}
	if whole := int64(v); -1e15 < v && v < 1e15 && float64(whole) == v && whole != 0 {
		w.buf = strconv.AppendInt(w.buf, whole, 10)
		return
	}
	form := byte('f')
	if magnitude := math.Abs(v); magnitude != 0 && (magnitude < 1e-6 || magnitude >= 1e21) {
		form = 'e'
	}
	w.buf = strconv.AppendFloat(w.buf, v, form, -1, 64)
	if n := len(w.buf); form == 'e' && n >= 4 && w.buf[n-4] == 'e' && w.buf[n-2] == '0' {
		w.buf = append(w.buf[:n-2], w.buf[n-1]) // e-09 becomes e-9
	}
}

// string writes a text; bytes that are not UTF-8 become U+FFFD.
func (w *writer) string(s string) {
	b := append(w.buf, '"')
	if isPlain(s) {
		w.buf = append(append(b, s...), '"')
		return
	}
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, '\\', 'n')
		case r == '\t':
			b = append(b, '\\', 't')
		case r < ' ' || r == 0x7f || r == '\u2028' || r == '\u2029': // the last two end a line in JavaScript
			b = fmt.Appendf(b, "\\u%04x", r)
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	w.buf = append(b, '"')
}

// isPlain reports whether a text can stand in quotes as it is.
func isPlain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= 0x7f || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}
