package view

import (
	"time"

	"github.com/binnacle-go/metrics"
)

// idleSearch is how far back the last observation is looked for.
const idleSearch = time.Hour

// note says what is wrong with a series, or how long it has had nothing to say.
func (b *builder) note(i int) string {
	x := &b.sample.tick.Total.Series[i]
	switch {
	case x.Err != "":
		return x.Err
	case x.Kind != metrics.KindTimer && x.Kind != metrics.KindHistogram:
		return ""
	case x.Count == 0:
		return "no data yet"
	case b.sample.in(b.sample.window, i).Count > 0:
		return ""
	}
	now, since := b.sample.tick.Total.Time, b.sample.tick.Total.Start
	if at, ok := b.lastObserved(x); ok {
		since = at
	} else if now.Sub(since) > idleSearch {
		return "no data for over an hour"
	}
	return "no data since " + clock(b.in(since), b.in(now))
}

// lastObserved returns the end of the last step in which a series observed anything.
func (b *builder) lastObserved(x *metrics.Series) (time.Time, bool) {
	for _, back := range []time.Duration{sparkTime, idleSearch} {
		points := b.reader.Range(x.Name, x.Labels, b.slots.end.Add(-back), b.slots.end, 0)
		for i := len(points.Points) - 1; i >= 0; i-- {
			if points.Points[i].Count > 0 {
				return points.Start.Add(time.Duration(i+1) * points.Step), true
			}
		}
	}
	return time.Time{}, false
}

// in is a time as the page shows it: in UTC if that was asked for, else as this machine has it.
func (v *View) in(t time.Time) time.Time {
	if v.UTC {
		return t.UTC()
	}
	return t
}

// clock writes a time of today as people say it, another with its date.
func clock(at, now time.Time) string {
	if at.YearDay() == now.YearDay() && at.Year() == now.Year() {
		return at.Format("15:04")
	}
	return at.Format("2 Jan 15:04")
}
