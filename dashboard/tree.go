package dashboard

import (
	"cmp"
	"slices"
	"strings"

	"github.com/binnacle-go/metrics"
)

// maxDepth bounds how deep the tree goes; what is deeper has the rest of its path as its name. Readers of JSON bound
// the depth too, and no person would look there.
const maxDepth = 64

// node is a place in the tree of a snapshot: a scope if it has children, a series or labelled family if it has series,
// or both.
type node struct {
	name     string // the last component of its path
	series   []*metrics.Series
	children []*node // sorted by name
}

// newTree arranges a snapshot as a tree.
func newTree(s *metrics.Snapshot) *node {
	sorted := make([]*metrics.Series, len(s.Series))
	for i := range s.Series {
		sorted[i] = &s.Series[i]
	}
	slices.SortStableFunc(sorted, func(a, b *metrics.Series) int { return comparePaths(a.Name, b.Name) })
	root := &node{}
	for _, x := range sorted {
		n := root
		for _, component := range strings.SplitN(x.Name, "/", maxDepth) {
			n = n.child(component)
		}
		n.series = append(n.series, x)
	}
	return root
}

// comparePaths orders paths by their components, so that all of a scope stands together.
func comparePaths(a, b string) int {
	for i := range min(len(a), len(b)) {
		if a[i] == b[i] {
			continue
		}
		if a[i] == '/' {
			return -1
		}
		if b[i] == '/' {
			return 1
		}
		return cmp.Compare(a[i], b[i])
	}
	return cmp.Compare(len(a), len(b))
}

// child returns the child of that name, which is the last one or new: paths come sorted.
func (n *node) child(name string) *node {
	if last := len(n.children) - 1; last >= 0 && n.children[last].name == name {
		return n.children[last]
	}
	child := &node{name: name}
	n.children = append(n.children, child)
	return child
}

// family reports whether the series of a node are told apart by labels, other than those the registry puts on all.
func (n *node) family(s *metrics.Snapshot) bool {
	if len(n.series) != 1 || len(n.series[0].Labels) == 0 {
		return len(n.series) > 1
	}
	_, unlabelled := s.Get(n.series[0].Name)
	return !unlabelled
}
