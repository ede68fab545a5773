package metrics

import "strings"

// CleanPath returns path in the form in which names are kept: components joined by single slashes, with none at
// either end. "/a//b/" becomes "a/b".
func CleanPath(path string) string {
	if isClean(path) {
		return path
	}
	return strings.Join(SplitPath(path), "/")
}

// SplitPath returns the components of path that are not empty.
func SplitPath(path string) []string {
	return strings.FieldsFunc(path, func(r rune) bool { return r == '/' })
}

func isClean(path string) bool {
	return !strings.HasPrefix(path, "/") && !strings.HasSuffix(path, "/") && !strings.Contains(path, "//")
}

// joinPath appends a relative path to a clean one.
func joinPath(base, name string) string {
	name = CleanPath(name)
	switch {
	case base == "":
		return name
	case name == "":
		return base
	}
	return base + "/" + name
}

// under reports whether name is path itself or lies below it; everything lies below the empty path.
func under(name, path string) bool {
	return path == "" || strings.HasPrefix(name, path) && (len(name) == len(path) || name[len(path)] == '/')
}
