package view

import (
	"slices"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history"
)

const (
	// defaultWindow is what the statistics of observations are of.
	defaultWindow = time.Minute
	// recent is what counts as now: one event in a second is not yet a rate.
	recent = 5 * time.Second
)

// sample is what a page shows of one moment.
type sample struct {
	tick   history.Tick
	length time.Duration // of the window, as it was asked for
	window *metrics.Snapshot
	now    *metrics.Snapshot
}

// take returns the latest sample. The three snapshots are of the same moment unless the history moves on faster than
// they can be made.
func take(r history.Reader, window time.Duration) sample {
	if window <= 0 {
		window = defaultWindow
	}
	for try := 0; ; try++ {
		s := sample{r.Latest(), window, r.Since(window), r.Since(recent)}
		if try == 3 || r.Latest().N == s.tick.N {
			return s
		}
	}
}

// in returns the statistics of series i over an interval.
func (s *sample) in(interval *metrics.Snapshot, i int) *metrics.Series {
	x := &s.tick.Total.Series[i]
	if i < len(interval.Series) && is(&interval.Series[i], x) {
		return &interval.Series[i]
	}
	found, ok := interval.Get(x.Name, x.Labels...)
	if !ok {
		found = metrics.Series{Name: x.Name, Labels: x.Labels, Kind: x.Kind, Unit: x.Unit}
	}
	return &found
}

func is(a, b *metrics.Series) bool { return a.Name == b.Name && slices.Equal(a.Labels, b.Labels) }

// seconds is the length of an interval, 0 before the first sample has ended.
func seconds(s *metrics.Snapshot) float64 { return max(s.Time.Sub(s.Start).Seconds(), 0) }
