package dashboard

import (
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history"
)

// frozen is a history that ends at some time in the past. Its totals are of a window alone: what was before is not
// kept for long.
type frozen struct {
	history.Reader
	window *metrics.Snapshot
	span   time.Duration // that was asked for
	latest history.Tick
}

// freeze returns the history as it was at a time, with the totals since an earlier one.
func freeze(r history.Reader, from, to time.Time) *frozen {
	latest := r.Latest()
	if newest := latest.Total.Time; to.After(newest) {
		to = newest
	}
	f := &frozen{Reader: r, window: between(r, latest.Total, from, to), span: to.Sub(from)}
	f.latest = history.Tick{N: latest.N, Total: f.window}
	if step := r.Range("", nil, from, to, 0).Step; step > 0 {
		f.latest.N = uint64(max(f.window.Time.UnixNano(), 0)) / uint64(step)
	}
	return f
}

// Latest returns the sample of the end.
func (f *frozen) Latest() history.Tick { return f.latest }

// Since returns the statistics of the last d before the end.
func (f *frozen) Since(d time.Duration) *metrics.Snapshot {
	if d >= f.span {
		return f.window
	}
	return between(f.Reader, f.window, f.window.Time.Add(-d), f.window.Time)
}

// Longer returns the statistics of the last d before the end, of any length.
func (f *frozen) Longer(d time.Duration) *metrics.Snapshot {
	return between(f.Reader, f.window, f.window.Time.Add(-d), f.window.Time)
}

// Range returns what is known up to the end.
func (f *frozen) Range(name string, labels []metrics.Label, from, to time.Time, step time.Duration) history.Range {
	if end := f.window.Time; to.After(end) {
		to = end
	}
	return f.Reader.Range(name, labels, from, to, step)
}

// Subscribe returns a channel on which nothing comes: the past does not change.
func (f *frozen) Subscribe() (<-chan history.Tick, func()) { return nil, func() {} }
