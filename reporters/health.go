package reporters

import "time"

// Health is how a runner fares, as plain data. Points are what the backend counts, usually single values. At every
// moment
//
//	Captured = Acknowledged + Rejected + Dropped() + Queued
//
// The numbers are also series of the registry, below binnacle/reporters and the runner's name.
type Health struct {
	Reporter string // the runner's Name

	Captured        uint64 // points encoded so far, and those recovered
	Acknowledged    uint64 // points that the backend has, as far as its protocol can tell
	Rejected        uint64 // points that the backend refused for good
	DroppedOverflow uint64 // points dropped because the spool was full
	DroppedAge      uint64 // points dropped because they had waited longer than Options.SpoolAge
	DroppedEncode   uint64 // points that the backend's format cannot hold, or that did not survive the wait
	DroppedShutdown uint64 // points still queued when Close gave up, and not on disk
	Queued          uint64 // points that wait for delivery or are being delivered; after Close, those left on disk

	Recovered   uint64        // points that an earlier runner had left in Options.SpoolDir
	QueuedBytes int           // size of the batches that hold the queued points, as they are kept
	Lag         time.Duration // since the timestamp of the oldest queued point; zero if none is queued
	Collisions  int           // series of the newest batch that got a changed name to be told from another
	Skipped     uint64        // ticks without a snapshot; what happened then is in the interval that follows

	Attempts  uint64 // deliveries begun
	Failures  uint64 // deliveries that failed
	Failing   bool   // the last thing that was tried failed
	LastError string // why the last failure happened; it stays when all is well again

	LastErrorTime time.Time
	LastSuccess   time.Time // when a batch was last acknowledged; zero if never

	SpoolError string // why what is queued is not safe on disk, empty if it is or was not asked to be
}

// Dropped returns the points that were given up, whatever the cause.
func (h Health) Dropped() uint64 {
	return h.DroppedOverflow + h.DroppedAge + h.DroppedEncode + h.DroppedShutdown
}
