package names

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/binnacle-go/metrics"
)

// suffixLen are "_" and 16 hexadecimal digits.
const suffixLen = 17

// draft is a name before any suffix.
type draft struct {
	Name
	exact bool // nothing of the series was changed: no other series is exact under this name
	mark  bool // it needs a suffix in any case
}

// draft returns the name of a series before any suffix. Path and labels always add at least one component.
func (st *Style) draft(s *metrics.Series) draft {
	d := draft{exact: st.Tags != nil || len(s.Labels) == 0}
	b := []byte(st.Prefix)
	add := func(component string) {
		start := len(b)
		var cut bool
		b, cut = appendComponent(b, component, st.Rune, st.MaxComponent)
		d.exact = d.exact && string(b[start:]) == component
		d.mark = d.mark || cut || looksMarked(b[start:])
		b = append(b, '.')
	}
	for component := range strings.SplitSeq(s.Name, "/") {
		add(component)
	}
	if st.Tags == nil {
		for _, l := range s.Labels {
			add(l.Key)
			add(l.Value)
		}
	} else {
		st.tag(&d, s.Labels)
	}
	if st.Letter && !isLetter(rune(b[0])) {
		b, d.exact = append([]byte{'x'}, b...), false
	}
	if len(b) > st.MaxName {
		b, d.exact, d.mark = b[:st.MaxName], false, true
	}
	d.Head = strings.TrimSuffix(string(b), ".")
	return d
}

// appendComponent appends a component in the characters that a backend knows, and reports whether it was too long.
func appendComponent(dst []byte, component string, clean func(rune) byte, limit int) (_ []byte, cut bool) {
	start := len(dst)
	for _, r := range component {
		if len(dst)-start == limit {
			return dst, true
		}
		dst = append(dst, clean(r))
	}
	if len(dst) == start {
		dst = append(dst, '_')
	}
	return dst, false
}

// suffix returns what sets names with different identities apart.
func suffix(identity string) string {
	sum := sha256.Sum256([]byte(identity))
	return "_" + hex.EncodeToString(sum[:(suffixLen-1)/2])
}

// looksMarked reports whether a component ends as a suffix would. Since a name with such a component always gets a
// suffix of its own, a suffixed name never equals one without.
func looksMarked(component []byte) bool {
	if len(component) < suffixLen || component[len(component)-suffixLen] != '_' {
		return false
	}
	for _, c := range component[len(component)-suffixLen+1:] {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}
