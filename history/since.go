package history

import (
	"maps"
	"sync"
	"time"

	"github.com/binnacle-go/metrics"
)

// windows remembers what Since has computed, so that those who ask for the same time share it, and so that going on
// by a sample costs no more than the sample.
type windows struct {
	mu     sync.Mutex
	last   map[time.Duration]*window
	recent recent
}

// A window is the statistics of the time from first to end, in samples' slots.
type window struct {
	first, end uint64
	now        *present // at the end
	stats      *metrics.Snapshot
	slid       bool // from the window before
}

// maxWindows is how many different windows are remembered, and maxIdle for how many samples after they were asked for.
const maxWindows, maxIdle = 16, 60

// Since returns the statistics of the last d; see [Reader]. It may be of a little more: a whole slot of the resolution
// that keeps what is so long ago and, where that is not the finest one, up to a sixtieth or five samples for those who ask
// again and again. Those who ask for the same d between two samples share one answer.
func (r *reader) Since(d time.Duration) *metrics.Snapshot {
	d = min(max(d, r.step), r.longest)
	r.windows.mu.Lock()
	defer r.windows.mu.Unlock()
	now := r.now.Load()
	w := r.windows.last[d]
	if w == nil || w.end != now.view.next || w.now != now {
		w = r.window(d, w, now)
		r.windows.keep(d, w)
	}
	return w.stats
}

// window goes on from the window before it, or makes a new one if that cannot be.
func (r *reader) window(d time.Duration, before *window, now *present) *window {
	slots := uint64((d + r.step - 1) / r.step)
	v := now.view
	if before != nil && before.now.view.cuts != v.cuts {
		before = nil // it has what was forgotten since
	}
	w := &window{first: max(v.next-min(slots, v.next), slotOf(v.begin(), r.step)), end: v.next, now: now}
	switch {
	case r.slide(w, before, now):
	case before != nil && before.first <= w.first && w.first-before.first < grain(slots) && before.end <= w.end:
		w.extend(before)
	default:
		w.stats = now.since(timeOf(w.first, r.step))
	}
	return w
}

// extend adds what happened since the window before to it.
func (w *window) extend(before *window) {
	w.first, w.stats = before.first, before.stats.Append(w.now.total.Since(before.now.total))
	w.stats.Time = w.now.view.end()
	w.stats.Series = w.now.known(w.stats.Series)
}

// keep remembers a window, and forgets those that nobody asks for any more: each holds a snapshot.
func (w *windows) keep(d time.Duration, last *window) {
	maps.DeleteFunc(w.last, func(_ time.Duration, other *window) bool { return other.end+maxIdle < last.end })
	if len(w.last) >= maxWindows || w.last == nil {
		w.last = map[time.Duration]*window{}
	}
	w.last[d] = last
	w.recent.forget(w.slidFrom(last.end))
}

// slidFrom is the first slot that windows have to know one by one to go on.
func (w *windows) slidFrom(end uint64) (first uint64) {
	first = end
	for _, other := range w.last {
		if other.slid {
			first = min(first, other.first)
		}
	}
	return first
}

// grain is how many slots longer than asked for a window may get before it is made anew: so much work is saved.
func grain(slots uint64) uint64 { return max(slots/60, min(slots/12, 5), 1) }

// reset forgets all windows.
func (w *windows) reset() {
	w.mu.Lock()
	defer w.mu.Unlock()
	clear(w.last)
	w.recent = recent{}
}
