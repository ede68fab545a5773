package names

import (
	"unicode/utf8"

	"github.com/binnacle-go/metrics"
)

// Tags are how a backend writes labels.
type Tags struct {
	Start, Is, Next string // before the first tag, between key and value, and before each further tag
	Reserved        string // a key that means something else to the backend
	Max             int    // bytes of all tags of a series
	MaxKey          int    // bytes of a key without suffix
	MaxValue        int    // bytes of a value

	// Key and Value return what a character becomes, which is itself where it is allowed there. Keys get suffixes.
	Key, Value func(r rune, first bool) rune
}

// tag adds a series' labels. A key that was changed gets a suffix, so that all keys of a series stay different. Tags
// that have no room are left out, and the name gets a suffix instead.
func (st *Style) tag(d *draft, labels []metrics.Label) {
	var b []byte
	for _, l := range labels {
		length, separator := len(b), st.Tags.Next
		if length == 0 {
			separator = st.Tags.Start
		}
		b = append(b, separator...)
		var exactKey, exactValue, cutKey, cutValue bool
		b, exactKey, cutKey = appendMapped(b, l.Key, st.Tags.Key, st.Tags.MaxKey)
		if !exactKey || l.Key == st.Tags.Reserved || looksMarked([]byte(l.Key)) {
			b, exactKey = append(b, suffix(l.Key)...), false
		}
		b = append(b, st.Tags.Is...)
		b, exactValue, cutValue = appendMapped(b, l.Value, st.Tags.Value, st.Tags.MaxValue)
		d.exact = d.exact && exactKey && exactValue
		d.mark = d.mark || cutKey || cutValue
		if len(b) > st.Tags.Max {
			b, d.exact, d.mark = b[:length], false, true
		}
	}
	d.Tags = string(b)
}

// appendMapped appends a text whose characters are mapped, whether that changed nothing, and whether it was too long.
func appendMapped(dst []byte, text string, mapped func(rune, bool) rune, limit int) (_ []byte, exact, cut bool) {
	start := len(dst)
	for i, r := range text {
		r = mapped(r, i == 0)
		if len(dst)-start+utf8.RuneLen(r) > limit {
			return dst, false, true
		}
		dst = utf8.AppendRune(dst, r)
	}
	if len(dst) == start {
		dst = utf8.AppendRune(dst, mapped('_', true))
	}
	return dst, string(dst[start:]) == text, false
}
