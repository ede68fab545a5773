package metrics

import (
	"slices"
	"sync/atomic"
)

// vecTable is an open-addressing hash table that is read without a lock: slots are only ever filled, or replaced
// by a newer instrument for the same values.
type vecTable[M any] struct {
	slots []atomic.Pointer[vecEntry[M]] // a power of two of them, at most half full
	used  int
}

type vecEntry[M any] struct {
	hash       uint64
	values     []string
	instrument M
	entry      *entry
}

func newVecTable[M any](size int) *vecTable[M] {
	return &vecTable[M]{slots: make([]atomic.Pointer[vecEntry[M]], size)}
}

func (t *vecTable[M]) find(h uint64, values []string) (m M, ok bool) {
	mask := uint64(len(t.slots) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		e := t.slots[i].Load()
		if e == nil {
			return m, false
		}
		if e.hash == h && slices.Equal(e.values, values) {
			return e.instrument, !e.entry.closed.Load()
		}
	}
}

func (t *vecTable[M]) insert(e *vecEntry[M]) {
	mask := uint64(len(t.slots) - 1)
	for i := e.hash & mask; ; i = (i + 1) & mask {
		old := t.slots[i].Load()
		if old == nil {
			t.used++
		} else if old.hash != e.hash || !slices.Equal(old.values, e.values) {
			continue
		}
		t.slots[i].Store(e)
		return
	}
}

// grown returns a table of twice the size without the entries of closed scopes.
func (t *vecTable[M]) grown() *vecTable[M] {
	g := newVecTable[M](2 * len(t.slots))
	for i := range t.slots {
		if e := t.slots[i].Load(); e != nil && !e.entry.closed.Load() {
			g.insert(e)
		}
	}
	return g
}
