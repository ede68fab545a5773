package metrics

import (
	"math"
	"sync/atomic"
	"time"
)

// How a live percentile is computed.
const (
	liveQuantile = 0.99
	liveEpoch    = time.Minute     // it is of the present one and the one before
	liveEvery    = 5 * time.Second // how often it is computed
	liveLeast    = 100             // of so many calls at least
)

// livePercentile is the p99 of a timer's recent calls. Whoever finds that it is due computes it; others go on with the
// value there is.
type livePercentile struct {
	value atomic.Int64 // nanoseconds; out of reach as long as there are too few calls
	due   atomic.Int64 // monotonic time from which on it is to be computed anew
	busy  atomic.Bool

	epoch           time.Duration // when current was read
	before, current *Distribution // what the timer held when the epoch before this began, and when this began
}

// init makes the first call compute it.
func (p *livePercentile) init() {
	p.value.Store(math.MaxInt64)
	p.due.Store(math.MinInt64)
}

func (p *livePercentile) refresh(t *Timer, now time.Duration) {
	if int64(now) < p.due.Load() || !p.busy.CompareAndSwap(false, true) {
		return
	}
	defer p.busy.Store(false)
	var s Series
	t.read(&s, moment{mono: now})
	if p.current == nil || now-p.epoch >= liveEpoch {
		p.before, p.current, p.epoch = p.current, s.Dist, now
	}
	value := int64(math.MaxInt64)
	if recent := s.Dist.since(p.before); recent.Count() >= liveLeast {
		value = int64(math.Round(recent.Quantile(liveQuantile) * float64(time.Second)))
	}
	p.value.Store(value)
	p.due.Store(int64(now + liveEvery))
}
