package history

import (
	"math"
	"time"

	"github.com/binnacle-go/metrics"
)

// A Reader is a source of history. A [Store] is one; others can stand in for it. All methods are safe for
// concurrent use, and nobody may change what they return.
type Reader interface {
	// Latest returns the newest sample. Its snapshots are never nil.
	Latest() Tick
	// Since returns the statistics of the last d, or of as much of it as is kept: its Start and Time say of what.
	Since(d time.Duration) *metrics.Snapshot
	// Range returns the points of one series from one time to another. A step of zero stands for the finest kept;
	// any other is rounded up to a multiple of one that is kept. An unknown series has no points.
	Range(name string, labels []metrics.Label, from, to time.Time, step time.Duration) Range
	// Subscribe returns a channel of new samples, and a function that ends the subscription. The channel holds one
	// sample: who reads slowly gets the newest only and delays nobody.
	Subscribe() (ticks <-chan Tick, cancel func())
}

// A Tick is one sample.
type Tick struct {
	N        uint64            // its time in steps since 1970; rises with each sample
	Total    *metrics.Snapshot // totals since the start
	Interval *metrics.Snapshot // since the sample before
}

// A Range is the recent past of one series: Points[i] covers the Step that begins at Start + i*Step.
type Range struct {
	Start  time.Time
	Step   time.Duration
	Points []Point
}

// A Point is what a series did in one step.
type Point struct {
	Known  bool                  // false: there is no sample of that time, or the series did not exist
	Count  uint64                // counters and meters: events; timers and histograms: observations
	Errors uint64                // timers: failed calls
	Value  float64               // gauges: the last value; NaN where there was none
	Dist   *metrics.Distribution // timers and histograms: nil when nothing was observed
	States []metrics.StateTime   // states: the time spent in each
}

// Values returns the one number of each point that tells most about a series of that kind: events a second of
// counters and meters, the value of gauges, the p99 of timers and histograms. It is NaN in gaps, and where nothing
// was observed.
func (r Range) Values(kind metrics.Kind) []float64 {
	out := make([]float64, len(r.Points))
	for i := range r.Points {
		out[i] = r.value(kind, &r.Points[i])
	}
	return out
}

func (r Range) value(kind metrics.Kind, p *Point) float64 {
	if !p.Known {
		return math.NaN()
	}
	switch kind {
	case metrics.KindCounter, metrics.KindMeter:
		return float64(p.Count) / r.Step.Seconds()
	case metrics.KindGauge:
		return p.Value
	case metrics.KindTimer, metrics.KindHistogram:
		return p.Dist.Quantile(0.99)
	}
	return math.NaN()
}
