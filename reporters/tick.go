package reporters

import "time"

// tickAt returns the last multiple of the interval since 1970 at or before t.
func tickAt(t time.Time, interval time.Duration) time.Time {
	ns := t.UnixNano()
	past := ns % int64(interval)
	if past < 0 {
		past += int64(interval)
	}
	return time.Unix(0, ns-past).UTC()
}

// untilNext returns how long to wait from t for the next multiple of the interval, by the wall clock.
func untilNext(t time.Time, interval time.Duration) time.Duration {
	return tickAt(t, interval).Add(interval).Sub(t)
}

// missed returns how many ticks lie between two.
func missed(last, tick time.Time, interval time.Duration) uint64 {
	return uint64(max(tick.Sub(last)/interval-1, 0))
}
