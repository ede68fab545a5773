package history

import "time"

// A clock gives samples their slots. It looks at two clocks: the one on the wall, to which slots are aligned and which
// may be set, and the time for which the program has been running.
type clock struct {
	step    time.Duration
	next    uint64        // the slot that is filled next
	running time.Duration // at the last sample
	waited  bool          // the clock was set back since
}

// patience is how far the clock may be set back before what lies behind it is forgotten. Until it has caught up, what
// happens is left to the next sample.
const patience = 5 * time.Second

// advance returns the slot that ended at or before a time, and of how many steps a sample at that time tells. It is not
// ok as long as the present slot has not ended. When the clock was set back, next may be lower than before.
//
// Slots that were missed stay gaps. A sample that came late tells of them too, unless the program was not running: the
// machine was asleep, or the clock was set forward.
func (c *clock) advance(wall time.Time, running time.Duration) (slot, span uint64, ok bool) {
	now := slotOf(wall, c.step)
	if now <= c.next {
		if back := c.next - now; back > 0 {
			c.waited = true
			if back > max(uint64(patience/c.step), 1) {
				c.next = now
			}
		}
		return 0, 0, false
	}
	missed := now - 1 - c.next
	span = uint64(max(running-c.running+c.step/2, 0) / c.step)
	if !c.waited {
		span = min(span, missed+1)
	}
	c.next, c.running, c.waited = now, running, false
	return now - 1, max(span, 1), true
}

// after makes a clock that begins anew go on after a slot that was reached before, unless it was set back too far.
func (c *clock) after(next uint64) {
	if next > c.next && next-c.next <= max(uint64(patience/c.step), 1) {
		c.next, c.waited = next, true
	}
}
