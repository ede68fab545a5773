package metrics

import (
	"fmt"
	"hash/maphash"
	"math/bits"
	"slices"
	"sync"
	"sync/atomic"
)

// A Vec is a family of instruments of one kind and name that differ in the values of fixed label keys. It is safe
// for concurrent use.
type Vec[M any] struct {
	scope *Scope
	name  string
	keys  []string
	make  func(labels []Label) (M, *entry)
	table atomic.Pointer[vecTable[M]]
	mu    sync.Mutex // for changes of the table
	seed  maphash.Seed
}

// CounterVec returns the family of counters of that name, told apart by the label keys.
func (s *Scope) CounterVec(name string, keys []string, opts ...Option) *Vec[*Counter] {
	return newVec(s, name, KindCounter, keys, opts, makeCounter)
}

// GaugeVec returns the family of gauges of that name, told apart by the label keys.
func (s *Scope) GaugeVec(name string, keys []string, opts ...Option) *Vec[*Gauge] {
	return newVec(s, name, KindGauge, keys, opts, makeGauge)
}

// TimerVec returns the family of timers of that name, told apart by the label keys.
func (s *Scope) TimerVec(name string, keys []string, opts ...Option) *Vec[*Timer] {
	return newVec(s, name, KindTimer, keys, opts, makeTimer)
}

// HistogramVec returns the family of histograms of that name, told apart by the label keys.
func (s *Scope) HistogramVec(name string, keys []string, opts ...Option) *Vec[*Histogram] {
	return newVec(s, name, KindHistogram, keys, opts, makeHistogram)
}

func newVec[M instrument](s *Scope, name string, kind Kind, keys []string, opts []Option, create func(settings) M) *Vec[M] {
	set := newSettings(kind, opts)
	v := &Vec[M]{scope: s, name: s.fullName(name), keys: slices.Clone(keys), seed: maphash.MakeSeed()}
	v.make = func(labels []Label) (M, *entry) {
		set := set
		set.labels = slices.Concat(set.labels, labels)
		return registerEntry(s, name, kind, set, create)
	}
	v.table.Store(newVecTable[M](8))
	s.tree.reserve(v.name, kind, set)
	return v
}

// With returns the instrument for these values of the family's keys, in the keys' order, and makes it if it is new.
// Where the family has MaxSeries members already, it returns the one that counts all others, labelled
// overflow="true"; so it does, with a warning in the log, when the number of values is not that of the keys.
// Finding an instrument that exists takes no lock and allocates nothing.
func (v *Vec[M]) With(values ...string) M {
	h := v.hash(values)
	if m, ok := v.table.Load().find(h, values); ok {
		return m
	}
	return v.add(h, slices.Clone(values))
}

func (v *Vec[M]) hash(values []string) uint64 {
	var h uint64
	for _, s := range values {
		h = bits.RotateLeft64(h, 5)*0x9E3779B97F4A7C15 ^ maphash.String(v.seed, s)
	}
	return h
}

func (v *Vec[M]) add(h uint64, values []string) M {
	labels := overflowLabels
	if len(values) == len(v.keys) {
		labels = make([]Label, len(values))
		for i := range values {
			labels[i] = Label{v.keys[i], values[i]}
		}
	} else {
		v.scope.tree.warn(v.name+" arity", "metrics: a family got the wrong number of label values; counted as overflow",
			"name", v.name, "keys", v.keys, "values", fmt.Sprintf("%q", values))
	}
	m, e := v.make(labels)
	if !slices.Equal(e.series.Labels, overflowLabels) {
		v.remember(&vecEntry[M]{hash: h, values: values, instrument: m, entry: e})
	}
	return m
}

func (v *Vec[M]) remember(e *vecEntry[M]) {
	v.mu.Lock()
	defer v.mu.Unlock()
	t := v.table.Load()
	if t.used*2 >= len(t.slots) {
		t = t.grown()
		v.table.Store(t)
	}
	t.insert(e)
}
