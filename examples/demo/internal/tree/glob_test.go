package tree_test

import (
	"strings"
	"testing"

	"github.com/binnacle-go/metrics/examples/demo/internal/tree"
)

func TestGlobMatch(t *testing.T) {
	for _, c := range []struct {
		glob, path string
		want       bool
	}{
		{"", "a/b.go", true},
		{"*.go", "a/b.go", true},
		{"*.go", "a/b.txt", false},
		{"b.go", "a/b.go", true},
		{"a/*.go", "a/b.go", true},
		{"a/*.go", "a/c/b.go", false},
		{"a/**", "a/c/b.go", true},
		{"a/", "a/c/b.go", true},
		{"a/", "ab/c", false},
		{"a/**/*.go", "a/b.go", true},
		{"a/**/*.go", "a/x/y/b.go", true},
		{"a/**/x/*.go", "a/x/x/b.go", true},
		{"a/**/x/*.go", "a/x/y/b.go", false},
		{"**/x/**", "a/x/y", true},
		{"**/x/**", "a/y/x", true},
		{"a/b", "a/b/c", false},
		{"a/[bc].go", "a/c.go", true},
	} {
		g, err := tree.ParseGlob(c.glob)
		if err != nil {
			t.Fatalf("ParseGlob(%q): %v", c.glob, err)
		}
		if got := g.Match(c.path); got != c.want {
			t.Errorf("glob %q on %q: %v, want %v", c.glob, c.path, got, c.want)
		}
	}
}

func TestParseGlobRefusesBrokenOnes(t *testing.T) {
	for _, s := range []string{"[", "a/[", "a/[b", `a\`} {
		if _, err := tree.ParseGlob(s); err == nil || !strings.Contains(err.Error(), "syntax error") {
			t.Errorf("ParseGlob(%q): error %v, want one that speaks of the syntax", s, err)
		}
	}
}

// A glob selects from a sorted list exactly what it matches one by one.
func FuzzGlobSelect(f *testing.F) {
	files := []tree.File{{Path: "LICENSE"}, {Path: "a-b/c.go"}, {Path: "a/b.go"}, {Path: "a/b/c.go"}, {Path: "a/b/c.txt"}, {Path: "b.go"}}
	for _, s := range []string{"", "*.go", "a/**", "a/b*", "a/", "**/c.*", "a/**/**/x", "[", `a\/b.go`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		g, err := tree.ParseGlob(s)
		if err != nil {
			return
		}
		var want []string
		for _, file := range files {
			if g.Match(file.Path) {
				want = append(want, file.Path)
			}
		}
		var got []string
		for _, file := range g.Select(files) {
			got = append(got, file.Path)
		}
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("glob %q selects %q, but matches %q", s, got, want)
		}
	})
}
