package reporters

import "time"

// Health is how a runner fares, as plain data. Points are single values, as a backend counts them. At every moment
//
//	Captured = Acknowledged + Rejected + Dropped() + Queued
type Health struct {
	Reporter string // its Name

	Captured        uint64 // points encoded so far
	Acknowledged    uint64 // points that the backend has, as far as its protocol can tell
	Rejected        uint64 // points that the backend refused for good
	DroppedOverflow uint64 // points dropped because the spool was full
	DroppedShutdown uint64 // points still queued when Close gave up
	Queued          uint64 // points that wait for delivery or are being delivered

	QueuedBytes int    // size of the batches that hold the queued points
	Collisions  int    // series of the newest batch that got a changed name to be told from another
	Skipped     uint64 // ticks without a snapshot; what happened then is in the interval that follows

	Attempts  uint64 // deliveries begun
	Failures  uint64 // deliveries that failed
	Failing   bool   // the last thing that was tried failed
	LastError string // why the last failure happened; it stays when all is well again

	LastErrorTime time.Time
	LastSuccess   time.Time // when a batch was last acknowledged; zero if never
}

// Dropped returns the points that were given up, whatever the cause.
func (h Health) Dropped() uint64 { return h.DroppedOverflow + h.DroppedShutdown }
