package search

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func lines(found []Match) string {
	var b strings.Builder
	for _, m := range found {
		fmt.Fprintf(&b, "%d:%s|", m.Line, m.Text)
	}
	return b.String()
}

func TestScan(t *testing.T) {
	const text = "alpha\nbeta beta\n\ngamma\r\nalphabet\n"
	for _, c := range []struct {
		pattern string
		limit   int
		want    string
	}{
		{"alpha", 10, "1:alpha|5:alphabet|"},
		{"alpha", 1, "1:alpha|"},
		{"beta", 10, "2:beta beta|"},
		{"bet", 10, "2:beta beta|5:alphabet|"},
		{"^alpha$", 10, "1:alpha|"},
		{`\Aalpha\z`, 10, "1:alpha|"},
		{`\Aalpha`, 10, "1:alpha|5:alphabet|"},
		{"(?i)GAM+A", 10, "4:gamma|"},
		{"^$", 10, "3:|"},
		{"", 10, "1:alpha|2:beta beta|3:|4:gamma|5:alphabet|"},
		{`a\nbeta`, 10, "1:alpha|"},
		{`\bbet`, 10, "2:beta beta|"},
		{"delta", 10, ""},
		{"x*$", 2, "1:alpha|2:beta beta|"},
	} {
		p, err := parsePattern(c.pattern)
		if err != nil {
			t.Fatalf("parsePattern(%q): %v", c.pattern, err)
		}
		if got := lines(p.scan("f", []byte(text), c.limit)); got != c.want {
			t.Errorf("%q found %q, want %q", c.pattern, got, c.want)
		}
	}
}

func TestScanCutsLongLinesBetweenRunes(t *testing.T) {
	p, err := parsePattern("x")
	if err != nil {
		t.Fatal(err)
	}
	for indent := range 4 {
		found := p.scan("f", []byte(strings.Repeat(" ", indent)+"x"+strings.Repeat("世", 500)), 1)
		if len(found) != 1 || !utf8.ValidString(found[0].Text) || len(found[0].Text) > maxText+len("…") {
			t.Errorf("with indent %d: %v, want one valid text of at most %d bytes", indent, found, maxText)
		}
	}
}

func TestParsePatternGivesTheCompilersError(t *testing.T) {
	for _, s := range []string{"(", "a**", "[z-a]", `\p{Nonsense}`, "(?<n", "x{2000}"} {
		_, want := regexp.Compile(s)
		if want == nil {
			t.Fatalf("%q compiles", s)
		}
		if _, err := parsePattern(s); err == nil || err.Error() != want.Error() {
			t.Errorf("parsePattern(%q): %v, want %v", s, err, want)
		}
	}
}

// The literal is in all that matches, lines come in order with their own text, and a limit only cuts.
func FuzzScan(f *testing.F) {
	for _, s := range []string{"alpha", "a+b", "(ab|cd)+x", "^a.*z$", `\bfoo\b`, "(?i)readme", "(foo){2,3}", `\Aa\z`, "a?", "[ab]c|", "(?:^|x)y", `o\n`} {
		f.Add(s, "foo bar\nabcdx\n\nx y\nfoofoo README\na\nz", 2)
	}
	f.Fuzz(func(t *testing.T, expr, text string, limit int) {
		p, err := parsePattern(expr)
		if err != nil || limit < 1 {
			return
		}
		if p.re.MatchString(text) && !strings.Contains(text, string(p.literal)) {
			t.Errorf("%q matches %q, which lacks its literal %q", expr, text, p.literal)
		}
		all := p.scan("f", []byte(text), len(text)+1)
		want := strings.Split(text, "\n")
		last := 0
		for _, m := range all {
			if m.Line <= last || m.Line > len(want) || m.Text != lineText([]byte(want[m.Line-1])) {
				t.Fatalf("%q in %q: wrong match %+v behind line %d", expr, text, m, last)
			}
			last = m.Line
		}
		cut := p.scan("f", []byte(text), limit)
		if !slices.Equal(cut, all[:min(limit, len(all))]) {
			t.Errorf("%q in %q: limit %d gives %v of %v", expr, text, limit, cut, all)
		}
	})
}
