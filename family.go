package metrics

import (
	"slices"
	"strings"
	"sync/atomic"

	"github.com/binnacle-go/metrics/internal/adder"
)

// family is the labelled series of one name. Its methods are called with the tree's lock held, unless they say otherwise.
type family struct {
	name    string
	desc    *desc
	members map[string]*entry // by the key of their labels
	indexes []func() vecIndex // of the Vecs that are in use; each returns nil once its Vecs are not

	// What Vecs read without the lock:
	overflow atomic.Pointer[entry] // the series that counts what may not be told apart any more; nil until there is one
	full     atomic.Bool           // it has as many members as it may
	refused  adder.Adder           // lookups that were answered with the overflow series
	stats    *Overflow             // of the present members; nil when it must be made anew
}

// A vecIndex finds members of a family by the values of its keys.
type vecIndex interface {
	adopt(e *entry)
}

// overflowLabels mark the series that collects what a family may not tell apart any more.
var (
	overflowLabels = []Label{{Key: "overflow", Value: "true"}}
	overflowKey    = labelKey(overflowLabels)
)

// told returns the number of members that are told apart.
func (f *family) told() int {
	if f.members[overflowKey] != nil {
		return len(f.members) - 1
	}
	return len(f.members)
}

// add makes e a member.
func (f *family) add(e *entry, limit int) {
	f.members[e.key()] = e
	if e.key() == overflowKey {
		f.overflow.Store(e)
	}
	for _, x := range f.indexes {
		if x := x(); x != nil {
			x.adopt(e)
		}
	}
	f.changed(limit)
}

func (f *family) remove(e *entry, limit int) {
	delete(f.members, e.key())
	if e.key() == overflowKey {
		f.overflow.Store(nil)
	}
	f.changed(limit)
}

func (f *family) changed(limit int) {
	f.stats = nil
	f.full.Store(f.told() >= limit && f.overflow.Load() != nil)
}

// spill returns the overflow series if what is not yet a member must be counted there, nil otherwise. It needs no lock.
func (f *family) spill() *entry {
	e := f.overflow.Load()
	if e == nil || !f.full.Load() || e.closed() {
		return nil
	}
	f.refused.Add(1)
	return e
}

// An Overflow says of a family of labelled series that it has more than [Options].MaxSeries label sets, and why.
type Overflow struct {
	Name    string        // of the family
	Series  int           // that are told apart
	Refused uint64        // lookups since the start that were answered with the overflow series
	Labels  []LabelValues // the labels by how many values each has among the series: the first grows beyond all bounds
}

// LabelValues is how many values a label has.
type LabelValues struct {
	Key    string
	Values int
}

// overflowing returns the statistics of a family that is full, nil of others.
func (f *family) overflowing() *Overflow {
	if !f.full.Load() {
		return nil
	}
	if f.stats == nil {
		f.stats = &Overflow{Name: f.name, Series: f.told(), Labels: f.labelValues()}
	}
	out := *f.stats
	out.Refused = f.refused.Sum()
	return &out
}

func (f *family) labelValues() []LabelValues {
	values := map[string]map[string]bool{}
	for key, e := range f.members {
		if key == overflowKey {
			continue
		}
		for _, l := range e.labels() {
			if values[l.Key] == nil {
				values[l.Key] = map[string]bool{}
			}
			values[l.Key][l.Value] = true
		}
	}
	out := make([]LabelValues, 0, len(values))
	for key, v := range values {
		out = append(out, LabelValues{key, len(v)})
	}
	slices.SortFunc(out, func(a, b LabelValues) int {
		if a.Values != b.Values {
			return b.Values - a.Values
		}
		return strings.Compare(a.Key, b.Key)
	})
	return out
}
