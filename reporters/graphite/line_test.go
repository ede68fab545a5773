package graphite_test

import (
	"regexp"
	"strconv"
	"testing"
)

// point is what a line parses to.
type point struct {
	name  string
	text  string // of the value
	value float64
	time  int64
}

var lineFormat = regexp.MustCompile(`\A([A-Za-z0-9_:-]+(?:\.[A-Za-z0-9_:-]+)*) (-?[0-9]+(?:\.[0-9]+)?(?:e[+-][0-9]+)?) (-?[0-9]+)\n\z`)

var taggedFormat = regexp.MustCompile(`\A([A-Za-z0-9_:-]+(?:\.[A-Za-z0-9_:-]+)*(?:;[^;!^=\s]+=[^;~\s][^;\s]*)*) (-?[0-9]+(?:\.[0-9]+)?(?:e[+-][0-9]+)?) (-?[0-9]+)\n\z`)

// parse reads a line as strictly as the strictest server does.
func parse(t testing.TB, line string) point {
	t.Helper()
	return parseAs(t, lineFormat, line)
}

// parseTagged reads a line that may have tags, by the rules of Graphite's documentation.
func parseTagged(t testing.TB, line string) point {
	t.Helper()
	return parseAs(t, taggedFormat, line)
}

func parseAs(t testing.TB, format *regexp.Regexp, line string) point {
	t.Helper()
	m := format.FindStringSubmatch(line)
	if m == nil || len(line) > 16384 {
		t.Fatalf("bad line of %d bytes: %.300q", len(line), line)
	}
	p := point{name: m[1], text: m[2]}
	var err error
	if p.value, err = strconv.ParseFloat(m[2], 64); err != nil {
		t.Fatalf("line %q: %v", line, err)
	}
	if p.time, err = strconv.ParseInt(m[3], 10, 64); err != nil {
		t.Fatalf("line %q: %v", line, err)
	}
	return p
}
