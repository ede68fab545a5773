package metrics

import (
	"math"
	"runtime"
	"slices"
	"sync"
	"time"
	"weak"
)

// expiry takes labelled series out of the tree that have been idle, and puts them back when they are used again by
// somebody who still holds the instrument. All is done while a snapshot is taken.
type expiry struct {
	after   time.Duration // 0: never
	reading sync.RWMutex  // read-locked by snapshots, so that none sees a count in two places or in none
	next    time.Duration // when idle series are looked for again
	active  map[*entry]activity
	retired []weak.Pointer[entry]
}

// activity is what a series held when it was last seen to change.
type activity struct {
	mark  mark
	since time.Duration
}

// mark tells whether a series has changed: no two states of an instrument that counts have the same one.
type mark struct {
	count, errors, low, high, rejected, value uint64
}

func markOf(s *Series) mark {
	return mark{s.Count, s.Errors, s.Low, s.High, s.Rejected, math.Float64bits(s.Value)}
}

// An absorber can take over what another instrument of its kind has counted.
type absorber interface {
	absorb(s *Series)
}

// expire looks after the members of all families, given what a snapshot has just read. If another snapshot is under way
// it leaves that to a later one.
func (t *tree) expire(seen readings) {
	x, at := &t.expiry, seen.at
	if !x.reading.TryLock() {
		return
	}
	defer x.reading.Unlock()
	t.mu.Lock()
	defer t.mu.Unlock()
	if at.mono < x.next {
		return
	}
	x.next = at.mono + x.after/8
	x.retired = slices.DeleteFunc(x.retired, func(p weak.Pointer[entry]) bool {
		e := p.Value()
		return e == nil || t.revive(e, at)
	})
	active := make(map[*entry]activity, len(x.active))
	for i, e := range seen.entries {
		if !t.mayExpire(e) {
			continue
		}
		a := activity{markOf(&seen.series[i]), at.mono}
		if before, known := x.active[e]; known && before.mark == a.mark {
			a = before
		}
		if at.mono-a.since >= x.after {
			t.retire(e, at)
		} else {
			active[e] = a
		}
	}
	x.active = active
}

// mayExpire reports whether a series is a member of a family that counts or is a gauge set by the program.
func (t *tree) mayExpire(e *entry) bool {
	if e.closed() || e.key() == "" || e.key() == overflowKey {
		return false
	}
	_, ok := e.instrument.(absorber)
	return ok
}

// retire takes an idle series out of the tree and moves its counts to the overflow series.
func (t *tree) retire(e *entry, at moment) {
	f := t.families[e.name]
	t.remove(e)
	t.order.closed(1)
	t.moveToOverflow(f, e, at)
	t.expiry.retired = append(t.expiry.retired, weak.Make(e))
	runtime.SetFinalizer(e, t.absorbLast)
}

// revive puts a retired series back if it was used since. It reports whether it did.
func (t *tree) revive(e *entry, at moment) bool {
	f := t.familyOf(e)
	if f == nil || !e.usedSinceMoved(at) {
		return false
	}
	if f.members[e.key()] != nil || f.told() >= t.maxSeries {
		t.moveToOverflow(f, e, at)
		return false
	}
	runtime.SetFinalizer(e, nil)
	e.labelSet.Load().closed.Store(false)
	f.add(e, t.maxSeries)
	t.order.add(e)
	return true
}

// absorbLast saves what was counted between the last snapshot and the moment the program gave up the instrument.
func (t *tree) absorbLast(e *entry) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if f := t.familyOf(e); f != nil && e.usedSinceMoved(now()) {
		t.moveToOverflow(f, e, now())
	}
}

// familyOf returns the family to which a retired series belonged, nil if its name now stands for something else.
func (t *tree) familyOf(e *entry) *family {
	if d := t.described(e.name); t.rollups[e.name] != nil || d != nil && d.kind != e.desc.kind {
		return nil
	}
	return t.family(e.name, *e.desc)
}

// forget drops the retired series of a scope that is closed: its instruments are without effect.
func (x *expiry) forget(path string, labels []Label) {
	x.retired = slices.DeleteFunc(x.retired, func(p weak.Pointer[entry]) bool {
		e := p.Value()
		gone := e != nil && under(e.name, path) && hasLabels(e.labels(), labels)
		if gone {
			runtime.SetFinalizer(e, nil)
		}
		return e == nil || gone
	})
}

func (e *entry) usedSinceMoved(at moment) bool {
	var s Series
	e.instrument.read(&s, at)
	return markOf(&s) != markOf(e.labelSet.Load().moved.Load())
}

// moveToOverflow counts in the family's overflow series what a series has counted and the former has not.
func (t *tree) moveToOverflow(f *family, e *entry, at moment) {
	var gained, total Series
	e.instrument.read(&total, at)
	gained = total
	if moved := e.labelSet.Load().moved.Load(); moved != nil {
		gained.subtract(moved)
	}
	e.labelSet.Load().moved.Store(&total)
	m := markOf(&gained)
	if m.value = 0; m == (mark{}) {
		return // a gauge, or nothing
	}
	into := f.overflow.Load()
	if into == nil {
		labels := newLabelSet(t.labels, overflowLabels, overflowKey)
		into = makers[e.desc.kind](t, identity{e.desc, e.name, labels})
		f.add(into, t.maxSeries)
		t.order.add(into)
	}
	into.instrument.(absorber).absorb(&gained)
}
