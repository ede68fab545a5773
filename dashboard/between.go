package dashboard

import (
	"math"
	"slices"
	"time"

	"github.com/binnacle-go/metrics"
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
		if n := len(kept.Points); n > 0 && !bounded {
			out.Start = kept.Start
			if end := kept.Start.Add(time.Duration(n) * kept.Step); end.Before(of.Time) {
				out.Time = end
			} else {
				out.Time = of.Time
			}
			bounded = true
		}
		sumUp(x, kept.Points)
		x.Slow = slices.DeleteFunc(slices.Clone(x.Slow), func(c metrics.SlowCall) bool {
			return c.End.Before(from) || c.End.After(to)
		})
	}
	for i := range out.Series {
		if x := &out.Series[i]; x.Rates != nil {
			mean := float64(x.Count) / out.Time.Sub(out.Start).Seconds()
			x.Rates = &metrics.Rates{Mean: mean, M1: math.NaN(), M5: math.NaN(), M15: math.NaN()}
		}
	}
	return &out
}

// sumUp gives a series the statistics of some points. What they do not tell it has not.
func sumUp(x *metrics.Series, points []history.Point) {
	x.Count, x.Errors, x.Value, x.Text, x.Err = 0, 0, math.NaN(), "", ""
	x.Dist, x.States = nil, nil
	x.Low, x.High, x.Rejected = 0, 0, 0
	var dists []*metrics.Distribution
	for i := range points {
		p := &points[i]
		if !p.Known {
			continue
		}
		x.Count += p.Count
		x.Errors += p.Errors
		if !math.IsNaN(p.Value) {
			x.Value = p.Value
		}
		if p.Dist != nil {
			dists = append(dists, p.Dist)
		}
		for _, s := range p.States {
			x.States = addState(x.States, s)
		}
	}
	if len(dists) > 0 {
		x.Dist = dists[0].Merge(dists[1:]...)
	}
	if x.Kind != metrics.KindGauge {
		x.Value = 0
	}
}

func addState(states []metrics.StateTime, s metrics.StateTime) []metrics.StateTime {
	i := slices.IndexFunc(states, func(have metrics.StateTime) bool { return have.State == s.State })
	if i < 0 {
		states = append(states, metrics.StateTime{State: s.State})
		i = len(states) - 1
	}
	states[i].Time += s.Time
	if s.Current {
		for j := range states {
			states[j].Current = j == i
		}
	}
	return states
}
