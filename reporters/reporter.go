package reporters

import (
	"context"
	"errors"
	"time"

	"github.com/binnacle-go/metrics"
)

// A Reporter knows one backend: how to write what was captured in the backend's language, and how to hand it over.
// A [Runner] does everything else. It calls Encode from one goroutine and Send from another, each never twice at once.
type Reporter interface {
	// Name tells reporters apart in logs and in Health, for instance "graphite/host:2003".
	Name() string

	// Encode writes one capture in the backend's format. It is pure: equal captures give equal batches.
	Encode(c *Capture) Batch

	// Send makes one attempt to deliver a batch's body and returns nil only if the backend has it. It must return
	// soon after ctx ends, and must not keep or change body. An error that wraps ErrRejected gives the batch up;
	// after any other it is sent again, so that a backend can see a batch more than once.
	Send(ctx context.Context, body []byte) error
}

// ErrRejected is what the error of Reporter.Send wraps when the backend has refused a batch for good, so that trying
// again could not help.
var ErrRejected = errors.New("rejected by the backend")

// A Capture is what a registry held at one tick. It is read-only and safe for concurrent use.
type Capture struct {
	Tick     time.Time         // the timestamp of everything in it: a multiple of the interval since 1970, never twice the same
	Total    *metrics.Snapshot // totals since the registry was created
	Interval *metrics.Snapshot // what happened since the last capture; the same series in the same order
}

// A Batch is a capture in a backend's format.
type Batch struct {
	Body       []byte // what Send is given; no attempt is made if it is empty
	Points     uint64 // single values in Body
	Collisions int    // series that got a changed name because the backend could not tell them from another
}
