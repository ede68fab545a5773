package dashboard

import (
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history"
	"github.com/binnacle-go/metrics/internal/window"
)

// present is a history that reaches up to now: what has happened since its latest sample is in its answers.
type present struct {
	history.Reader
	latest history.Tick
	total  *metrics.Snapshot // taken after the latest sample
}

// reader returns the history that a page of a window shows.
func (d *Dashboard) reader(w window.Window) history.Reader {
	if !w.Absolute() {
		return d.present()
	}
	from, to := w.Bounds(d.history.Latest().Total.Time)
	return freeze(d.history, from, to)
}

// present takes a snapshot and returns the history up to it. A history of something else than the registry, which then
// is empty, is left as it is.
func (d *Dashboard) present() history.Reader {
	if d.registry == nil {
		return d.history
	}
	latest := d.history.Latest()
	total := d.gather.snapshot()
	if len(total.Series) == 0 {
		return d.history
	}
	return &present{Reader: d.history, latest: latest, total: total}
}

// Latest returns the totals of now under the number of the latest sample.
func (p *present) Latest() history.Tick {
	return history.Tick{N: p.latest.N, Total: p.total}
}

// Sampled returns the totals of the latest sample.
func (p *present) Sampled() *metrics.Snapshot { return p.latest.Total }

// Since returns the statistics of the last d and of the time since the latest sample.
func (p *present) Since(d time.Duration) *metrics.Snapshot {
	window := p.Reader.Since(d)
	latest := p.Reader.Latest()
	if latest.Total.Time.After(p.total.Time) {
		return window // there has been a sample since
	}
	return window.Append(p.total.Since(latest.Total))
}
