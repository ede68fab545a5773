package reporters

import (
	"math/rand/v2"
	"time"
)

const (
	firstBackoff = time.Second
	// maxBackoff keeps the return from ten minutes of outage within half a minute: an attempt that hangs to its timeout,
	// this wait, and sixty snapshots at the default pace.
	maxBackoff = 12 * time.Second
)

// backoff returns how long to wait after so many failures in a row: twice as long each time, of which the second half
// is random, so that a fleet does not return all at once.
func backoff(failures int) time.Duration {
	d := min(firstBackoff<<min(failures-1, 10), maxBackoff)
	return d/2 + rand.N(d/2)
}
