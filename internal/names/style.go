// Package names makes the names that backends with few characters give to series: sanitised, bounded, and such that no
// two values of a batch share one.
package names

import (
	"os"
	"strings"

	"github.com/binnacle-go/metrics"
)

// A Style is what a backend makes of paths and labels. It is read-only once in use.
type Style struct {
	Prefix       string            // of every name: sanitised, with a dot at its end unless it is empty
	Rune         func(r rune) byte // what a character of a component becomes
	Letter       bool              // names must begin with a letter
	MaxComponent int               // bytes of a component or state, without suffix
	MaxName      int               // bytes of a name without suffix, statistic and tags
	Tags         *Tags             // nil: labels become components

	// Statistics are what stands behind the names of a kind; "" is the name itself. Kinds without any get no name.
	// Those of states are the states.
	Statistics map[metrics.Kind][]string
}

// A Name is what a series is called: a statistic is at Head + "." + statistic, with Tags behind that.
type Name struct {
	Head string
	Tags string // as Style.Tags writes them, empty if there are none
}

// maxPrefix bounds a prefix so that every series' own part has room in a name.
const maxPrefix = 500

// CleanPrefix returns a prefix in the characters of a style, with a dot behind each component.
func CleanPrefix(prefix string, clean func(rune) byte, maxComponent int) string {
	var b []byte
	for component := range strings.SplitSeq(prefix, ".") {
		if component != "" && len(b) < maxPrefix {
			b, _ = appendComponent(b, component, clean, maxComponent)
			b = append(b, '.')
		}
	}
	return string(b)
}

// Host returns the host's name as one component.
func Host() string {
	name, err := os.Hostname()
	if err != nil || name == "" {
		return "localhost"
	}
	return strings.ReplaceAll(name, ".", "_")
}

// ASCII returns what letters, digits, "_" and the other given characters become: themselves. All else becomes "_".
func ASCII(others string) func(rune) byte {
	return func(r rune) byte {
		if isLetter(r) || '0' <= r && r <= '9' || r < 0x80 && strings.ContainsRune(others, r) {
			return byte(r)
		}
		return '_'
	}
}

func isLetter(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' }
