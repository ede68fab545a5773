package tree

import (
	"fmt"
	"path"
	"strings"
)

// A Glob selects files by their path. The zero Glob selects all of them.
type Glob struct {
	prefix string   // what every path that matches begins with
	parts  []string // one a path component; "**" stands for any number of them
	base   string   // if not empty, the pattern of the last component alone
}

// ParseGlob reads a glob in the syntax of [path.Match]. A glob with a slash is matched against the whole path, where
// "**" stands for any number of components and a slash at the end for all that is below; a glob without one
// is matched against the file's name. The empty glob matches everything.
func ParseGlob(s string) (Glob, error) {
	if strings.HasSuffix(s, "/") {
		s += "**"
	}
	parts := strings.Split(s, "/")
	for _, part := range parts {
		if _, err := path.Match(part, ""); err != nil {
			return Glob{}, fmt.Errorf("bad path glob %q: %w", s, err)
		}
	}
	if len(parts) == 1 {
		return Glob{base: s}, nil
	}
	return Glob{prefix: literalPrefix(s), parts: parts}, nil
}

// literalPrefix returns s up to its first special character.
func literalPrefix(s string) string {
	if i := strings.IndexAny(s, `*?[\`); i >= 0 {
		return s[:i]
	}
	return s
}

// Select returns the files that match, in their order. The files must be sorted by path.
func (g Glob) Select(files []File) []File {
	if g.base == "" && len(g.parts) == 0 {
		return files
	}
	var selected []File
	for _, f := range below(files, g.prefix) {
		if g.Match(f.Path) {
			selected = append(selected, f)
		}
	}
	return selected
}

// Match reports whether the path matches.
func (g Glob) Match(p string) bool {
	if g.base != "" {
		return matchPart(g.base, path.Base(p))
	}
	return len(g.parts) == 0 || matchParts(g.parts, strings.Split(p, "/"))
}

// matchParts tries the shortest stretch for each "**" first and widens the last one only, which is enough.
func matchParts(pattern, name []string) bool {
	p, n := 0, 0
	star, mark := -1, 0
	for n < len(name) {
		switch {
		case p < len(pattern) && pattern[p] == "**":
			star, mark = p, n
			p++
		case p < len(pattern) && matchPart(pattern[p], name[n]):
			p++
			n++
		case star >= 0:
			mark++
			p, n = star+1, mark
		default:
			return false
		}
	}
	for p < len(pattern) && pattern[p] == "**" {
		p++
	}
	return p == len(pattern)
}

func matchPart(pattern, name string) bool {
	ok, err := path.Match(pattern, name)
	return err == nil && ok
}
