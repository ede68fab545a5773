package history

import (
	"sync/atomic"

	"github.com/binnacle-go/metrics"
)

// current is the latest sample. It knows which ones no reader has got hold of, so that their room can be used again.
type current struct{ latest atomic.Pointer[present] }

// Load returns the latest sample, which then is the reader's too.
func (c *current) Load() *present {
	for {
		p := c.latest.Load()
		p.lent.Store(true)
		if c.latest.Load() == p { // else it may have been taken back before it was marked
			return p
		}
	}
}

// Store shows readers a sample. It returns the series of the one before, nil if a reader has got hold of them.
func (c *current) Store(p *present) []metrics.Series {
	before := c.latest.Swap(p)
	if before == nil || before.lent.Load() {
		return nil
	}
	return before.total.Series
}
