package metrics

import (
	"math"
	"math/bits"
	"time"
)

// decadeEnds are the ends of the decades of latency. The last one has none; the spare places spare a check of bounds.
var decadeEnds = [16]time.Duration{
	time.Microsecond, 10 * time.Microsecond, 100 * time.Microsecond,
	time.Millisecond, 10 * time.Millisecond, 100 * time.Millisecond,
	time.Second, 10 * time.Second, 100 * time.Second, 1000 * time.Second,
	math.MaxInt64,
}

// firstDecades holds the decade in which durations of so many bits begin; they end in that one or the next.
var firstDecades = func() (first [64]uint8) {
	for n := 1; n < len(first); n++ {
		for decadeEnds[first[n]] <= 1<<(n-1) {
			first[n]++
		}
	}
	return first
}()

// decade returns the place of a duration's decade of latency; a negative duration is in the lowest.
func decade(d time.Duration) int {
	i := firstDecades[bits.Len64(uint64(d))&63] & 15
	if d >= decadeEnds[i] {
		i++
	}
	return int(i & 15)
}
