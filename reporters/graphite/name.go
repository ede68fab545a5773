package graphite

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/binnacle-go/metrics"
)

const (
	// maxComponent leaves room for a suffix and ".wsp" in the 255 bytes of a file name.
	maxComponent = 200
	// maxName leaves room for a statistic in the 4,096 bytes of a path; Carbon's lines may have 16,384.
	maxName = 2000

	suffixLen = 17 // "_" and 16 hexadecimal digits
)

// A name is what a series is called in Graphite.
type name struct {
	text  string
	exact bool // the series has no labels and nothing in its path was changed: no other series is exact under this text
	mark  bool // it needs a suffix in any case
}

// nameOf returns the name of a series before any suffix. Path and labels always add at least one component.
func nameOf(prefix string, s *metrics.Series) name {
	b := []byte(prefix)
	n := name{exact: len(s.Labels) == 0}
	add := func(component string) {
		start := len(b)
		var cut bool
		b, cut = appendComponent(b, component)
		n.exact = n.exact && string(b[start:]) == component
		n.mark = n.mark || cut || looksMarked(b[start:])
		b = append(b, '.')
	}
	for component := range strings.SplitSeq(s.Name, "/") {
		add(component)
	}
	for _, l := range s.Labels {
		add(l.Key)
		add(l.Value)
	}
	if len(b) > maxName {
		b, n.exact, n.mark = b[:maxName], false, true
	}
	n.text = strings.TrimSuffix(string(b), ".")
	return n
}

// appendComponent appends a component in the characters that Graphite knows, and reports whether it was too long.
func appendComponent(dst []byte, component string) (_ []byte, cut bool) {
	start := len(dst)
	for _, r := range component {
		if len(dst)-start == maxComponent {
			return dst, true
		}
		dst = append(dst, cleanRune(r))
	}
	if len(dst) == start {
		dst = append(dst, '_')
	}
	return dst, false
}

func cleanRune(r rune) byte {
	switch {
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', r == '_', r == '-', r == ':':
		return byte(r)
	}
	return '_'
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
