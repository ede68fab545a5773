package metrics

import (
	"slices"
	"sort"
)

// maxAdded is how many new entries wait to be sorted in at most while entries are looked up by path.
const maxAdded = 256

// order keeps all entries of a tree in the order of a snapshot. It puts off the sorting until somebody needs it.
type order struct {
	sorted []*entry // never changed, only replaced: snapshots read it without a lock
	calls  []call   // of sorted; never changed either
	added  []*entry // not yet in sorted
	dead   int      // at least as many entries of sorted are closed
}

func (o *order) add(e *entry) { o.added = append(o.added, e) }

// all returns the entries in order. The slice is never changed.
func (o *order) all() []*entry {
	if len(o.added) > 0 || o.dead > 0 {
		o.merge()
	}
	return o.sorted
}

func (o *order) merge() {
	slices.SortFunc(o.added, compareEntries)
	merged := make([]*entry, 0, len(o.sorted)+len(o.added))
	take := func(e *entry) {
		if !e.closed() {
			merged = append(merged, e)
		}
	}
	rest := o.added
	for _, e := range o.sorted {
		for len(rest) > 0 && compareEntries(rest[0], e) < 0 {
			take(rest[0])
			rest = rest[1:]
		}
		take(e)
	}
	for _, e := range rest {
		take(e)
	}
	o.sorted, o.calls, o.added, o.dead = merged, callsOf(merged), nil, 0
}

// under returns the entries at and below a path.
func (o *order) under(path string) (out []*entry) {
	if len(o.added) > maxAdded {
		o.merge()
	}
	take := func(e *entry) {
		if !e.closed() && under(e.name, path) {
			out = append(out, e)
		}
	}
	// Names that begin with the path lie together; between the path and what is below it there may be others.
	from := sort.Search(len(o.sorted), func(i int) bool { return o.sorted[i].name >= path })
	for _, e := range o.sorted[from:] {
		if len(e.name) < len(path) || e.name[:len(path)] != path {
			break
		}
		take(e)
	}
	for _, e := range o.added {
		take(e)
	}
	return out
}

// closed is to be called after n entries have been closed.
func (o *order) closed(n int) {
	o.added = slices.DeleteFunc(o.added, func(e *entry) bool { return e.closed() })
	if o.dead += n; o.dead > len(o.sorted)/2+maxAdded {
		o.merge()
	}
}
