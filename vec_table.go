package metrics

import "sync/atomic"

// vecTable is an open-addressing hash table that is read without a lock: slots are only ever filled, or replaced
// by a newer instrument for the same values.
type vecTable[M any] struct {
	slots []atomic.Pointer[vecEntry[M]] // a power of two of them, at most half full
	used  int
}

type vecEntry[M any] struct {
	hash       uint64
	all        []Label // those of labels, one step nearer
	labels     *labelSet
	instrument M
}

func newVecTable[M any](size int) *vecTable[M] {
	return &vecTable[M]{slots: make([]atomic.Pointer[vecEntry[M]], size)}
}

// find returns the instrument whose labels at the columns have these values.
func (t *vecTable[M]) find(h uint64, columns []int, values []string) (m M, ok bool) {
	mask := uint64(len(t.slots) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		e := t.slots[i].Load()
		if e == nil {
			return m, false
		}
		if e.hash == h && e.has(columns, values) {
			return e.instrument, !e.labels.closed.Load()
		}
	}
}

func (e *vecEntry[M]) has(columns []int, values []string) bool {
	if len(values) != len(columns) {
		return false
	}
	for i, c := range columns {
		if e.all[c].Value != values[i] {
			return false
		}
	}
	return true
}

// like reports whether two entries have the same values at the columns.
func (e *vecEntry[M]) like(o *vecEntry[M], columns []int) bool {
	if e.hash != o.hash {
		return false
	}
	for _, c := range columns {
		if e.all[c].Value != o.all[c].Value {
			return false
		}
	}
	return true
}

func (t *vecTable[M]) insert(e *vecEntry[M], columns []int) {
	mask := uint64(len(t.slots) - 1)
	for i := e.hash & mask; ; i = (i + 1) & mask {
		old := t.slots[i].Load()
		if old == nil {
			t.used++
		} else if !old.like(e, columns) {
			continue
		}
		t.slots[i].Store(e)
		return
	}
}

// grown returns a larger table without the entries that are no longer in the tree.
func (t *vecTable[M]) grown(columns []int) *vecTable[M] {
	alive := 0
	for i := range t.slots {
		if e := t.slots[i].Load(); e != nil && !e.labels.closed.Load() {
			alive++
		}
	}
	size := 8
	for size < 4*alive {
		size *= 2
	}
	g := newVecTable[M](size)
	for i := range t.slots {
		if e := t.slots[i].Load(); e != nil && !e.labels.closed.Load() {
			g.insert(e, columns)
		}
	}
	return g
}
