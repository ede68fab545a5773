// Package tree arranges the series of a snapshot by their paths.
package tree

import (
	"cmp"
	"slices"
	"strings"

	"github.com/binnacle-go/metrics"
)

// maxDepth bounds how deep the tree goes; what is deeper has the rest of its path as its name. Readers of JSON bound
// the depth too, and no person would look there.
const maxDepth = 64

// A Node is a place in the tree of a snapshot: a scope if it has children, a series or labelled family if it has
// series, or both.
type Node struct {
	Name     string // the last component of its path
	Series   []*metrics.Series
	Children []*Node // sorted by name
}

// New arranges a snapshot as a tree and returns its root.
func New(s *metrics.Snapshot) *Node {
	sorted := make([]*metrics.Series, len(s.Series))
	for i := range s.Series {
		sorted[i] = &s.Series[i]
	}
	byPath := func(a, b *metrics.Series) int { return comparePaths(a.Name, b.Name) }
	if !slices.IsSortedFunc(sorted, byPath) {
		slices.SortStableFunc(sorted, byPath)
	}
	root := &Node{}
	for i, x := range sorted {
		n := root.at(x.Name)
		n.Series = sorted[i-len(n.Series) : i+1 : i+1] // those before it in its node stand before it here too
	}
	return root
}

// at returns the node at a path below n, which is the last one or new: paths come sorted.
func (n *Node) at(path string) *Node {
	for depth := 1; depth < maxDepth; depth++ {
		component, rest, more := strings.Cut(path, "/")
		if !more {
			break
		}
		n, path = n.child(component), rest
	}
	return n.child(path)
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
func (n *Node) child(name string) *Node {
	if last := len(n.Children) - 1; last >= 0 && n.Children[last].Name == name {
		return n.Children[last]
	}
	child := &Node{Name: name}
	n.Children = append(n.Children, child)
	return child
}

// Family reports whether the series of a node are told apart by labels, other than those the registry puts on all.
func (n *Node) Family(s *metrics.Snapshot) bool {
	if len(n.Series) != 1 || len(n.Series[0].Labels) == 0 {
		return len(n.Series) > 1
	}
	_, unlabelled := s.Get(n.Series[0].Name)
	return !unlabelled
}
