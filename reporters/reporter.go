package reporters

import (
	"context"
	"time"

	"github.com/binnacle-go/metrics"
)

// A Reporter knows one backend: how to write what was captured in the backend's language, and how to hand it over.
// A [Runner] does everything else. It calls Encode and Send from goroutines of its own, each never twice at once. If a
// Reporter is an io.Closer, the runner closes it after the last Send.
type Reporter interface {
	// Name tells reporters apart in logs and in Health, for instance "graphite/host:2003".
	Name() string

	// Encode writes one capture in the backend's format. It is pure: equal captures give equal batches.
	Encode(c *Capture) Batch

	// Send makes one attempt to deliver a batch's body and returns nil only if the backend has it. It must return
	// soon after ctx ends, and must not keep or change body. An error that wraps ErrRejected gives the batch up, one
	// that wraps ErrSplit has it sent again in halves; after any other it is sent again as it is, when some time has
	// passed (see RetryError), so that a backend can see a batch more than once.
	Send(ctx context.Context, body []byte) error
}

// A Capture is what a registry held at one tick. It is read-only and safe for concurrent use.
type Capture struct {
	Tick     time.Time         // the timestamp of everything in it: a multiple of the interval since 1970, never twice the same
	Total    *metrics.Snapshot // totals since the registry was created
	Interval *metrics.Snapshot // what happened since the last capture; the same series in the same order
}

// A Batch is a capture in a backend's format.
type Batch struct {
	Body       []byte // what Send is given; no attempt is made if it is empty
	Points     uint64 // what the backend counts as points in Body, usually single values
	Dropped    uint64 // points that the format cannot hold, and that are not in Body
	Collisions int    // series that got a changed name because the backend could not tell them from another

	// Lines says that Body is one line for each point, all with a line feed at their end. Such a batch can be delivered
	// in parts.
	Lines bool
	// Limit is the most bytes of lines that one attempt should carry; a larger Body becomes several batches. It is
	// without effect unless Lines is set. Zero stands for no limit.
	Limit int
}
