package history

import (
	"time"

	"github.com/binnacle-go/metrics"
)

// level is how far one resolution has got.
type level struct {
	Resolution
	size  uint64            // slots kept
	first uint64            // the slot in which sampling began
	next  uint64            // the slot that is filled next
	last  *metrics.Snapshot // totals at the end of the slot before
}

func newLevel(r Resolution, total *metrics.Snapshot) level {
	n := slotOf(total.Time, r.Step)
	return level{Resolution: r, size: uint64(r.Keep / r.Step), first: n, next: n, last: total}
}

// slotOf is the number of the step that a time lies in.
func slotOf(t time.Time, step time.Duration) uint64 { return uint64(t.UnixNano()) / uint64(step) }

// time is when a slot begins.
func (l *level) time(slot uint64) time.Time { return time.Unix(0, int64(slot)*int64(l.Step)) }

// oldest is the oldest slot that is kept.
func (l *level) oldest() uint64 { return max(l.next-min(l.size, l.next), l.first) }

// full reports whether older slots than the kept ones have been dropped.
func (l *level) full() bool { return l.oldest() > l.first }

// before reports whether a time lies well before the slot that is filled next. A timer that fires a little early
// does not count as that.
func (l *level) before(t time.Time) bool { return slotOf(t, l.Step)+1 < l.next }

// advance returns the slot that ended at or before a snapshot and what happened since the last one. It is not ok
// as long as the present slot has not ended. When slots were missed, all goes to the last of them.
func (l *level) advance(total *metrics.Snapshot) (since *metrics.Snapshot, slot uint64, ok bool) {
	now := slotOf(total.Time, l.Step)
	if now <= l.next {
		return nil, 0, false
	}
	slot = now - 1
	since = total.Since(l.last)
	l.last, l.next = total, now
	return since, slot, true
}
