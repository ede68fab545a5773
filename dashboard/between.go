package dashboard

import (
	"math"
	"slices"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/view"
	"github.com/binnacle-go/metrics/history"
)

// between returns the statistics of the series of a snapshot from one time to another. Start and Time say of what they
// are in truth: the history is kept in steps, and not for ever.
func between(r history.Reader, of *metrics.Snapshot, from, to time.Time) *metrics.Snapshot {
	out := *of
	out.Series = slices.Clone(of.Series)
	out.Start, out.Time = from, to
	bounded := false
	for i := range out.Series {
		x := &out.Series[i]
		kept := r.Range(x.Name, x.Labels, from, to, 0)
		if len(kept.Points) > 0 && !bounded {
			out.Start, out.Time, bounded = kept.Start, kept.End(), true
			if out.Time.After(of.Time) {
				out.Time = of.Time
			}
		}
		total := kept.Total()
		fill(x, &total)
		x.Slow = view.SlowestOf(x.Slow, kept.Slow, from, to)
	}
	return &out
}

// fill gives a series the statistics of a point. What that does not tell is not known.
func fill(x *metrics.Series, p *history.Point) {
	x.Count, x.Errors, x.Low, x.High, x.Rejected = p.Count, p.Errors, p.Low, p.High, p.Rejected
	x.Dist, x.States, x.Text, x.Err = p.Dist, p.States, p.Text, ""
	if x.Kind == metrics.KindGauge {
		x.Value = p.Value
	}
	if x.Rates != nil {
		mean := float64(p.Count) / p.Span.Seconds()
		x.Rates = &metrics.Rates{Mean: mean, M1: math.NaN(), M5: math.NaN(), M15: math.NaN()}
	}
}
