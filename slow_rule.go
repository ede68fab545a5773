package metrics

import (
	"cmp"
	"slices"
	"time"
)

// A timer keeps perDecade calls of each of the slowDecades highest decades for slowWindow.
const (
	perDecade   = 4
	slowDecades = 3
	slowWindow  = 5 * time.Minute
)

// bySlowness puts the slowest first, and of equal ones the newest.
func bySlowness(a, b SlowCall) int {
	if a.Duration == b.Duration {
		return b.End.Compare(a.End)
	}
	return cmp.Compare(b.Duration, a.Duration)
}

// slowestOf sorts calls and returns those that a timer keeps.
func slowestOf(calls []SlowCall) []SlowCall {
	slices.SortFunc(calls, bySlowness)
	return cutSorted(calls)
}

// cutSorted returns those of sorted calls that a timer keeps.
func cutSorted(calls []SlowCall) []SlowCall {
	kept, last, seen, inLast := 0, -1, 0, 0
	for i := range calls {
		if d := decade(calls[i].Duration); d != last {
			last, seen, inLast = d, seen+1, 0
		}
		if seen > slowDecades {
			break
		}
		if inLast++; inLast > perDecade {
			continue
		}
		if kept < i {
			calls[kept] = calls[i]
		}
		kept++
	}
	clear(calls[kept:])
	return slices.Clip(calls[:kept])
}
