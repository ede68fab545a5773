package metrics

import (
	"math"
	"sync/atomic"

	"github.com/binnacle-go/metrics/internal/recorder"
)

// A Histogram records the distribution of values other than durations: sizes, lengths, ratios. Values are kept in
// an HdrHistogram in steps of the [Resolution] (default 1), so that every quantile is within 1 % (see [Digits]) or
// half a step of the true value. A value below zero or beyond 1.4e14 steps is counted at that end and as clamped;
// NaN and the infinities are refused and counted. It is safe for concurrent use; an update takes no lock and
// allocates nothing but a page of counts when a range of values is seen for the first time.
type Histogram struct {
	rec      recorder.Recorder
	scale    scale
	rejected atomic.Uint64
	last     lastDistribution
}

func makeHistogram(_ *tree, id identity) *entry {
	c := newCell[Histogram](id)
	c.instrument = &c.value
	c.value.scale = newScale(id.desc.resolution)
	c.value.rec.Init(int(id.desc.digits))
	return &c.entry
}

// Observe records one value.
func (h *Histogram) Observe(v float64) {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		h.rejected.Add(1)
		return
	}
	h.rec.Record(h.scale.steps(v))
}

func (h *Histogram) absorb(s *Series) {
	s.Dist.recordInto(&h.rec, s.Low, s.High)
	h.rejected.Add(s.Rejected)
}

func (h *Histogram) read(s *Series, _ moment) {
	h.last.read(s, &h.rec, h.scale)
	s.Rejected = h.rejected.Load()
}
