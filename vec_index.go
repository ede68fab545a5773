package metrics

import (
	"slices"
	"sync/atomic"
	"weak"
)

// index finds the members of a family that have certain fixed labels and keys by the values of the keys. Reading it
// takes no lock; it is changed with the tree's lock held.
type index[M any] struct {
	family   *family
	fixed    []Label // what is not looked up by
	keys     []string
	labels   []Label // of each member, without the values that are looked up
	columns  []int   // where the value of each key is among the labels
	complete bool    // every member that fits is in the table
	hash     valueHash
	table    atomic.Pointer[vecTable[M]]
}

// maxIndexes bounds the indexes that a new member of a family is put into.
const maxIndexes = 8

func newIndex[M any](f *family, fixed []Label, keys []string) *index[M] {
	x := &index[M]{family: f, fixed: fixed, keys: keys, complete: true, hash: newValueHash()}
	variable := make([]Label, len(keys))
	for i, key := range keys {
		variable[i] = Label{Key: key}
	}
	x.labels = mergeLabels(fixed, variable)
	for i, key := range keys {
		x.columns = append(x.columns, slices.IndexFunc(x.labels, func(l Label) bool { return l.Key == key }))
		if slices.Contains(keys[:i], key) {
			x.complete = false // values do not follow from labels
		}
	}
	x.table.Store(newVecTable[M](8))
	return x
}

// weakly returns a function that returns x as long as some Vec uses it.
func weakly[M any](x *index[M]) func() vecIndex {
	p := weak.Make(x)
	return func() vecIndex {
		if x := p.Value(); x != nil {
			return x
		}
		return nil
	}
}

// serves reports whether the index is the one for these labels and keys.
func (x *index[M]) serves(fixed []Label, keys []string) bool {
	return slices.Equal(x.fixed, fixed) && slices.Equal(x.keys, keys)
}

// adopt puts a member into the table if it is one that can be looked up here.
func (x *index[M]) adopt(e *entry) {
	m, ok := e.instrument.(M)
	if !ok || !x.fits(e.labels()) {
		return
	}
	values := make([]string, len(x.columns))
	for i, c := range x.columns {
		values[i] = e.labels()[c].Value
	}
	t := x.table.Load()
	if t.used*2 >= len(t.slots) {
		t = t.grown(x.columns)
		x.table.Store(t)
	}
	t.insert(&vecEntry[M]{hash: x.hash.of(values), all: e.labels(), labels: e.labelSet.Load(), instrument: m}, x.columns)
}

func (x *index[M]) fits(labels []Label) bool {
	if len(labels) != len(x.labels) {
		return false
	}
	for i, l := range labels {
		if l.Key != x.labels[i].Key || l.Value != x.labels[i].Value && !slices.Contains(x.columns, i) {
			return false
		}
	}
	return true
}
