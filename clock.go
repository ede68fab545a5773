package metrics

import "time"

// base is the fixed point of all monotonic readings: time.Since of it is the cheapest clock there is.
var base = time.Now()

func monotonic() time.Duration { return time.Since(base) }

// moment is the time of one snapshot, the same for every series in it.
type moment struct {
	wall time.Time
	mono time.Duration
}

func now() moment {
	t := time.Now()
	return moment{wall: t, mono: t.Sub(base)}
}
