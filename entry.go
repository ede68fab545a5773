package metrics

import (
	"cmp"
	"slices"
	"strings"
	"sync/atomic"
)

// An instrument reads its own values into a series for a snapshot.
type instrument interface {
	read(s *Series, at moment)
}

// desc is what all series of one name have in common.
type desc struct {
	kind       Kind
	digits     uint8
	unit, help string
	resolution float64
	slowLogger *slowLogger
}

// identity says which series an entry is.
type identity struct {
	desc   *desc
	name   string
	labels *labelSet // nil when there are none
}

// entry is one registered series. There may be a hundred thousand of them: every field counts.
type entry struct {
	desc       *desc
	name       string
	labelSet   atomic.Pointer[labelSet] // nil when there are no labels
	instrument instrument
}

// cell is an entry together with its instrument, in one allocation.
type cell[T any] struct {
	entry
	value T
}

func newCell[T any](id identity) *cell[T] {
	c := &cell[T]{entry: entry{desc: id.desc, name: id.name}}
	c.labelSet.Store(id.labels)
	return c
}

// key encodes the labels that tell the entry from others of its name.
func (e *entry) key() string {
	if l := e.labelSet.Load(); l != nil {
		return l.key
	}
	return ""
}

func (e *entry) labels() []Label { return e.labelSet.Load().list() }

// closed reports whether the entry is no longer in the tree.
func (e *entry) closed() bool {
	l := e.labelSet.Load()
	return l != nil && l.closed.Load()
}

func (e *entry) close() {
	l := e.labelSet.Load()
	if l == nil || l.key == "" { // it is shared
		l = &labelSet{all: l.list()}
		e.labelSet.Store(l)
	}
	l.closed.Store(true)
}

// read fills in the series for a snapshot.
func (e *entry) read(s *Series, at moment) {
	s.Name, s.Kind, s.Unit, s.Help = e.name, e.desc.kind, e.desc.unit, e.desc.help
	l := e.labelSet.Load()
	s.Labels = l.list()
	e.instrument.read(s, at)
	if l != nil {
		if moved := l.moved.Load(); moved != nil {
			s.subtract(moved)
		}
	}
}

// A maker makes the entry of a new series with its instrument.
type maker func(*tree, identity) *entry

// makers make the instruments that programs update, by kind.
var makers = [...]maker{
	KindCounter: makeCounter, KindGauge: makeGauge, KindTimer: makeTimer, KindHistogram: makeHistogram,
	KindMeter: makeMeter, KindState: makeState, KindText: makeText,
}

func compareEntries(a, b *entry) int {
	return cmp.Or(strings.Compare(a.name, b.name), slices.CompareFunc(a.labels(), b.labels(), compareLabel))
}
