package page

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestVisible(t *testing.T) {
	for in, want := range map[string]string{
		"":                         "",
		"plain ünïcode 日本 🚢":       "plain ünïcode 日本 🚢",
		"new\nline\ttab\x00":       `new\nline\ttab\x00`,
		"bad\xff\xfe":              `bad\xff\xfe`,
		"right\u202eleft\u2028":    `right\u202eleft\u2028`,
		"replacement \ufffd":       "replacement \ufffd",
		strings.Repeat("x", 10000): strings.Repeat("x", longest) + "…",
	} {
		if got := Visible(in); got != want {
			t.Errorf("%q is shown as %q, want %q", in, got, want)
		}
	}
}

func FuzzVisible(f *testing.F) {
	f.Add("a\x00b\xff\u202e\u2028")
	f.Fuzz(func(t *testing.T, s string) {
		got := Visible(s)
		if !utf8.ValidString(got) || utf8.RuneCountInString(got) > 10*longest+1 {
			t.Errorf("%q is shown as %q", s, got)
		}
		for _, r := range got {
			if !unicode.IsPrint(r) {
				t.Errorf("%q is shown with the invisible %U", s, r)
			}
		}
	})
}
