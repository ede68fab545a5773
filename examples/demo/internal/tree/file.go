package tree

import (
	"cmp"
	"path"
	"slices"
	"strings"
)

// MaxFileSize is the largest file, in bytes, that is read: generated tables and binaries beyond it are left out.
const MaxFileSize = 1 << 20

// A File is one version of a regular file: when the file changes, so does its File. It is comparable.
type File struct {
	Path    string // relative to the root, with slashes
	Size    int64  // in bytes
	ModTime int64  // in nanoseconds since 1970
}

// Ext returns the extension of the file's name without its dot, or "none".
func (f File) Ext() string {
	if ext := path.Ext(f.Path); len(ext) > 1 {
		return ext[1:]
	}
	return "none"
}

func sortFiles(files []File) {
	slices.SortFunc(files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
}

// below returns the files whose path begins with prefix. The files must be sorted by path.
func below(files []File, prefix string) []File {
	from, _ := slices.BinarySearchFunc(files, prefix, func(f File, p string) int { return cmp.Compare(f.Path, p) })
	rest := files[from:]
	to := 0
	for to < len(rest) && strings.HasPrefix(rest[to].Path, prefix) {
		to++
	}
	return rest[:to]
}
