package metrics

import (
	"math"
	"time"
)

// StartAt returns a Stopwatch for a call that began at start, a result of time.Now. It is for calls whose timer is
// known only when they end, since it depends on how they ended, and for those that waited elsewhere before. A start
// in the future counts as clamped.
func (t *Timer) StartAt(start time.Time) Stopwatch {
	// Half the range leaves room for the difference to a start that is centuries ago.
	return Stopwatch{timer: t, start: max(start.Sub(base), math.MinInt64/2)}
}
