package dashboard

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// jsonWriter writes a JSON document piece by piece. Errors of the writer below are ignored: it is memory.
type jsonWriter struct {
	to     io.Writer
	buf    []byte
	pretty bool
	depth  int
	empty  bool // the present object or array has no members yet
}

// jsonChunk is how much is gathered before it is passed on.
const jsonChunk = 16 << 10

func (j *jsonWriter) open(bracket byte) {
	j.buf = append(j.buf, bracket)
	j.depth++
	j.empty = true
}

func (j *jsonWriter) close(bracket byte) {
	j.depth--
	if !j.empty {
		j.newline()
	}
	j.empty = false
	j.buf = append(j.buf, bracket)
	if len(j.buf) >= jsonChunk {
		j.flush()
	}
}

func (j *jsonWriter) flush() {
	_, _ = j.to.Write(j.buf)
	j.buf = j.buf[:0]
}

// item begins an element of an array, or a member of an object.
func (j *jsonWriter) item() {
	if !j.empty {
		j.buf = append(j.buf, ',')
	}
	j.empty = false
	j.newline()
}

func (j *jsonWriter) newline() {
	if j.pretty {
		j.buf = append(j.buf, '\n')
		j.buf = append(j.buf, strings.Repeat("  ", j.depth)...)
	}
}

func (j *jsonWriter) key(key string) {
	j.item()
	j.string(key)
	j.buf = append(j.buf, ':')
	if j.pretty {
		j.buf = append(j.buf, ' ')
	}
}

func (j *jsonWriter) null() { j.buf = append(j.buf, "null"...) }

func (j *jsonWriter) uint(n uint64) { j.buf = strconv.AppendUint(j.buf, n, 10) }

// float writes a number as encoding/json does, and null where there is none.
func (j *jsonWriter) float(v float64) {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		j.null()
		return
	}
	form := byte('f')
	if magnitude := math.Abs(v); magnitude != 0 && (magnitude < 1e-6 || magnitude >= 1e21) {
		form = 'e'
	}
	j.buf = strconv.AppendFloat(j.buf, v, form, -1, 64)
	if n := len(j.buf); form == 'e' && n >= 4 && j.buf[n-4] == 'e' && j.buf[n-2] == '0' {
		j.buf = append(j.buf[:n-2], j.buf[n-1]) // e-09 becomes e-9
	}
}

// string writes a text; bytes that are not UTF-8 become U+FFFD.
func (j *jsonWriter) string(s string) {
	b := append(j.buf, '"')
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
	j.buf = append(b, '"')
}

// keyOf returns a name as UTF-8 such that different names stay different: a byte that is not UTF-8 becomes U+FFFD
// and its two hexadecimal digits, and U+FFFD itself is doubled.
func keyOf(name string) string {
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
