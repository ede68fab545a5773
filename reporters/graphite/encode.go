package graphite

import (
	"github.com/binnacle-go/metrics/internal/carbon"
	"github.com/binnacle-go/metrics/reporters"
)

// Encode returns what is sent for one capture; the package documentation says what that is. It is pure and safe for
// concurrent use, and takes time in proportion to the series and their populated buckets.
func (r *Reporter) Encode(c *reporters.Capture) reporters.Batch {
	var out carbon.Format = carbon.NewPlain(c.Tick.Unix())
	if r.options.Pickle {
		out = newPickled(c.Tick.Unix())
	}
	points, collisions := carbon.Write(out, &r.style, c.Interval, nil)
	batch := reporters.Batch{Body: out.Body(), Points: points, Collisions: collisions}
	if !r.options.Pickle {
		batch.Lines, batch.Limit = true, maxBody
	}
	return batch
}

// maxBody lets a slow connection take a large registry's lines in several deliveries, each with its own receipt.
const maxBody = 4 << 20
