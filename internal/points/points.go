// Package points writes the history of many series for programs, as JSON or CSV.
//
// The JSON document is
//
//	{"from": "2026-01-02T15:00:00Z", "to": "2026-01-02T15:15:00Z", "series": [{
//	  "name": "web/search", "labels": {"host": "a"}, "kind": "timer", "unit": "s",
//	  "start": 1767366000, "step": 10, "resolution": 1, "error": 0.0079, "partial": true,
//	  "points": {"count": [12, null, 7], ...}}]}
//
// where point i covers the step seconds that begin at start + i*step seconds since 1970. Each member of points is one
// statistic; where nothing is known there is null, and also where a statistic needs observations and there were none.
// A series of which nothing is kept has empty arrays. Resolution is the step of the coarsest slots that the points were
// made of, error how far quantiles are off at most, as a share of the true value, and partial says that the last point
// is of a step that has not ended.
//
// CSV has one line for each point of each series, and always the same columns; see [Header].
package points

import (
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history"
)

// A Set is the history of some series between two times.
type Set struct {
	From, To time.Time
	Series   []Series
}

// A Series is the history of one.
type Series struct {
	*metrics.Series
	history.Range
}

// Collect reads the history of the series of a snapshot. A step of zero stands for the finest that is kept for the
// whole of the time. If the points would take more than so many numbers to write, there is no set, and it is not
// complete.
func Collect(r history.Reader, s *metrics.Snapshot, from, to time.Time, step time.Duration, most int) (set *Set, complete bool) {
	set = &Set{From: from, To: to}
	numbers := 0
	for i := range s.Series {
		x := &s.Series[i]
		one := Series{x, r.Range(x.Name, x.Labels, from, to, step)}
		if numbers += len(one.Points) * max(len(statistics(x.Kind)), 1); numbers > most {
			return nil, false
		}
		set.Series = append(set.Series, one)
	}
	return set, true
}

// Time is when a point begins.
func (s *Series) Time(point int) time.Time { return s.Start.Add(time.Duration(point) * s.Step) }

// Span is the time that a point tells of.
func (s *Series) Span(point int) time.Duration {
	if span := s.Points[point].Span; span > 0 {
		return span
	}
	return s.Step
}
