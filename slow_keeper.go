package metrics

import (
	"log/slog"
	"math"
	"slices"
	"sync/atomic"
	"time"
)

// slowKeeper keeps the slowest recent calls of a timer, in lists that never change, so that neither readers nor calls
// that are not kept take a lock or allocate.
type slowKeeper struct {
	kept atomic.Pointer[slowList] // nil when there are none
	busy atomic.Bool              // the list is being replaced
}

// slowList is what was kept at one time.
type slowList struct {
	least [16]time.Duration // by decade: what a call must take to be kept
	until time.Duration     // monotonic time at which the oldest call leaves the window
	calls []SlowCall        // the slowest first
}

// wants reports whether a call that ended at now may have to be kept.
func (k *slowKeeper) wants(now, took time.Duration) bool {
	l := k.kept.Load()
	return l == nil || took >= l.least[decade(took)] || now >= l.until
}

// offer keeps a call if it is slow enough. It lets the call go if another is being kept: nothing waits, and what runs
// on behalf of a call may itself be timed by the same timer.
func (k *slowKeeper) offer(c timedCall, attrs []slog.Attr, t *tree) {
	if !k.busy.CompareAndSwap(false, true) {
		return
	}
	defer k.busy.Store(false)
	k.expire(c.now)
	if !k.wants(c.now, c.took) {
		return
	}
	k.kept.Store(k.kept.Load().with(c.copied(t, attrs)))
}

// expire drops the calls that have left the window. The caller has set busy.
func (k *slowKeeper) expire(now time.Duration) {
	if l := k.kept.Load(); l != nil && now >= l.until {
		k.kept.Store(l.recent(now))
	}
}

// read returns the calls of the window, the slowest first. The slice is shared.
func (k *slowKeeper) read(now time.Duration) []SlowCall {
	l := k.kept.Load()
	if l == nil {
		return nil
	}
	if now >= l.until && k.busy.CompareAndSwap(false, true) {
		k.expire(now)
		k.busy.Store(false)
		l = k.kept.Load()
	}
	if l = l.recent(now); l == nil {
		return nil
	}
	return l.calls
}

// with returns the list with one more call, less those that it takes the place of.
func (l *slowList) with(c SlowCall) *slowList {
	var calls []SlowCall
	if l != nil {
		calls = l.calls
	}
	at, _ := slices.BinarySearchFunc(calls, c, bySlowness)
	return newSlowList(cutSorted(slices.Insert(slices.Clip(calls), at, c)))
}

// newSlowList returns a list of calls that are sorted and cut, nil if there are none.
func newSlowList(calls []SlowCall) *slowList {
	if len(calls) == 0 {
		return nil
	}
	l := &slowList{calls: calls, until: math.MaxInt64}
	var number [len(l.least)]int
	seen := 0
	for n := range calls {
		c := &calls[n]
		i := decade(c.Duration)
		number[i]++
		switch number[i] {
		case 1:
			seen++
		case perDecade:
			l.least[i] = c.Duration
		}
		l.until = min(l.until, leaves(c))
	}
	if seen == slowDecades {
		for i := range decade(calls[len(calls)-1].Duration) {
			l.least[i] = math.MaxInt64
		}
	}
	return l
}

// leaves is the monotonic time at which a call leaves the window.
func leaves(c *SlowCall) time.Duration { return c.End.Sub(base) + slowWindow }

// recent returns the list without the calls that have left the window: itself as long as there are none.
func (l *slowList) recent(now time.Duration) *slowList {
	if l == nil || now < l.until {
		return l
	}
	return newSlowList(slices.DeleteFunc(slices.Clone(l.calls), func(c SlowCall) bool { return now >= leaves(&c) }))
}
