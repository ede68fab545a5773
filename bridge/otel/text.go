package otel

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"go.opentelemetry.io/otel/attribute"

	"github.com/binnacle-go/metrics"
)

// repair returns s as valid UTF-8 so that different strings stay different: a byte that is not valid becomes U+FFFD and
// two hexadecimal digits, and so do the bytes of a U+FFFD that is there already.
func repair(s string) string {
	if utf8.ValidString(s) && !strings.ContainsRune(s, utf8.RuneError) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r != utf8.RuneError {
			b.WriteString(s[i : i+n])
		} else {
			for _, c := range []byte(s[i : i+n]) {
				fmt.Fprintf(&b, "%c%02x", utf8.RuneError, c)
			}
		}
		i += n
	}
	return b.String()
}

// attributes returns the labels of a series, and one more whose key no label may have, unless it is empty.
func attributes(labels []metrics.Label, key, value string) attribute.Set {
	taken := make(map[string]bool, len(labels)+1)
	all := make([]attribute.KeyValue, 0, len(labels)+1)
	add := func(key, value string) {
		taken[key] = true
		all = append(all, attribute.String(key, repair(value)))
	}
	if key != "" {
		add(key, value)
	}
	for _, l := range labels {
		k := repair(l.Key)
		switch {
		case k == "":
			k = "unnamed"
		case k == key:
			k = "exported_" + k
		}
		for taken[k] {
			k += "_"
		}
		add(k, l.Value)
	}
	return attribute.NewSet(all...)
}
