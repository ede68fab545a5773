package machine

import "time"

// Quiet is the share of the processors from which on a measurement counts as undisturbed.
const Quiet = 0.93

// A Watch measures how long something takes, and whether others had the processors meanwhile.
type Watch struct {
	start time.Time
	used  time.Duration
	known bool
}

// Start begins to measure.
func Start() Watch {
	used, known := ProcessorTime()
	return Watch{time.Now(), used, known}
}

// Elapsed returns the time since the start.
func (w Watch) Elapsed() time.Duration { return time.Since(w.start) }

// Stop returns the time since the start, and which share of that time the program had of so many processors: 1 where
// that is not known, more where it had others too, as for garbage collection.
func (w Watch) Stop(processors int) (took time.Duration, share float64) {
	took = time.Since(w.start)
	used, ok := ProcessorTime()
	if !ok || !w.known {
		return took, 1
	}
	return took, float64(used-w.used) / float64(took) / float64(processors)
}
