package metrics

import (
	"fmt"
	"slices"
	"sync/atomic"
)

// A Vec is a family of instruments of one kind and name that differ in the values of fixed label keys. It is safe
// for concurrent use.
type Vec[M any] struct {
	scope  *Scope
	name   string
	keys   []string
	set    settings
	create maker

	index   atomic.Pointer[index[M]]
	misused atomic.Bool // a wrong number of values was seen
}

// CounterVec returns the family of counters of that name, told apart by the label keys.
func (s *Scope) CounterVec(name string, keys []string, opts ...Option) *Vec[*Counter] {
	return newVec[*Counter](s, name, KindCounter, keys, opts, makeCounter)
}

// GaugeVec returns the family of gauges of that name, told apart by the label keys.
func (s *Scope) GaugeVec(name string, keys []string, opts ...Option) *Vec[*Gauge] {
	return newVec[*Gauge](s, name, KindGauge, keys, opts, makeGauge)
}

// TimerVec returns the family of timers of that name, told apart by the label keys.
func (s *Scope) TimerVec(name string, keys []string, opts ...Option) *Vec[*Timer] {
	return newVec[*Timer](s, name, KindTimer, keys, opts, makeTimer)
}

// HistogramVec returns the family of histograms of that name, told apart by the label keys.
func (s *Scope) HistogramVec(name string, keys []string, opts ...Option) *Vec[*Histogram] {
	return newVec[*Histogram](s, name, KindHistogram, keys, opts, makeHistogram)
}

func newVec[M instrument](s *Scope, name string, kind Kind, keys []string, opts []Option, create maker) *Vec[M] {
	v := &Vec[M]{
		scope: s, name: s.fullName(name), keys: slices.Clone(keys), set: newSettings(kind, opts), create: create,
	}
	t := s.tree
	t.mu.Lock()
	defer t.mu.Unlock()
	v.bind(t.family(v.name, v.set.desc))
	return v
}

// With returns the instrument for these values of the family's keys, in the keys' order, and makes it if it is new.
// Where the family has MaxSeries members already, it returns the one that counts all others, labelled
// overflow="true" (see [Snapshot].Overflows); so it does, with a warning in the log, when the number of values is not
// that of the keys. Finding an instrument that exists, or that one, takes no lock and allocates nothing.
func (v *Vec[M]) With(values ...string) M {
	x := v.index.Load()
	h := x.hash.of(values)
	if m, ok := x.table.Load().find(h, x.columns, values); ok {
		return m
	}
	if len(values) == len(v.keys) {
		if x.complete {
			if e := x.family.spill(); e != nil {
				return instrumentOf[M](e)
			}
		}
		return v.add(slices.Clone(values))
	}
	if v.misused.CompareAndSwap(false, true) {
		v.warnMisuse(slices.Clone(values))
	}
	return v.overflow()
}

// add returns the instrument for values that are not in the table.
func (v *Vec[M]) add(values []string) M {
	labels := make([]Label, len(values))
	for i := range values {
		labels[i] = Label{v.keys[i], values[i]}
	}
	return v.obtain(mergeLabels(v.scope.labels, v.set.labels, labels))
}

func (v *Vec[M]) warnMisuse(values []string) {
	v.scope.tree.warn(v.name+" arity", "metrics: a family got the wrong number of label values; counted as overflow",
		"name", v.name, "keys", v.keys, "values", fmt.Sprintf("%q", values))
}

// overflow returns the overflow series, for values that cannot be told apart.
func (v *Vec[M]) overflow() M {
	if e := v.index.Load().family.overflow.Load(); e != nil && !e.closed() {
		return instrumentOf[M](e)
	}
	return v.obtain(overflowLabels)
}

func (v *Vec[M]) obtain(labels []Label) M {
	e, overflowed := v.lockAndFind(labels)
	if overflowed {
		v.scope.tree.warnOverflow(v.name)
	}
	return instrumentOf[M](e)
}

func (v *Vec[M]) lockAndFind(labels []Label) (*entry, bool) {
	t := v.scope.tree
	t.mu.Lock()
	defer t.mu.Unlock()
	f := t.family(v.name, v.set.desc)
	if v.index.Load().family != f { // the scope was closed since
		v.bind(f)
	}
	e, overflowed := t.find(v.name, v.set.desc, labels, v.create)
	if x := v.index.Load(); !x.complete {
		x.adopt(e)
	}
	return e, overflowed
}

// bind makes the Vec use a family: by an index that another Vec like it made already, or by a new one. The caller holds
// the tree's lock.
func (v *Vec[M]) bind(f *family) {
	fixed := mergeLabels(v.scope.tree.labels, v.scope.labels, v.set.labels)
	f.indexes = slices.DeleteFunc(f.indexes, func(x func() vecIndex) bool { return x() == nil })
	for _, known := range f.indexes {
		if x, ok := known().(*index[M]); ok && x.serves(fixed, v.keys) {
			v.index.Store(x)
			return
		}
	}
	x := newIndex[M](f, fixed, v.keys)
	if x.complete = x.complete && len(f.indexes) < maxIndexes; x.complete {
		for _, e := range f.members {
			x.adopt(e)
		}
		f.indexes = append(f.indexes, weakly(x))
	}
	v.index.Store(x) // last: others read it without the lock
}
