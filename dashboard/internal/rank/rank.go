// Package rank finds what has changed most against its own recent past. What counts is not how large a change is but
// how unusual: by how many times of what the series varies anyway, with guards for what too few events would pretend.
// It is pure computation, safe for concurrent use.
package rank

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history"
)

// A What is the statistic that has changed.
type What uint8

// The statistics that are looked at: events a second, the part of the calls that failed, the 99th percentile, and the
// value of a gauge.
const (
	Rate What = iota
	Errors
	P99
	Value
)

// A Change is how a series differs from what it was.
type Change struct {
	Name   string
	Labels []metrics.Label
	Unit   string
	Kind   metrics.Kind

	What   What
	Now    float64 // in the window
	Before float64 // the median of the spans before it
	Usual  float64 // how far those lie from their median, as a standard deviation would be
	Score  float64 // how many times of the usual the change is, negative when it fell
}

// A Source tells what is to be compared.
type Source struct {
	Window *metrics.Snapshot // the statistics of the present window
	Longer *metrics.Snapshot // of a longer time with the same end
	End    time.Time         // of both
	Range  func(name string, labels []metrics.Label, from, to time.Time, step time.Duration) history.Range
	Memory *Memory // of earlier comparisons in the same history with windows of the same length; may be nil
}

const (
	spans     = 60  // before the window that it is compared with
	enough    = 5   // spans that must be known
	screened  = 32  // series that are looked at closely
	minScore  = 4.0 // of a change that is worth telling
	maxScore  = 99
	minEffect = 1.25 // ratio of now and before
	own       = "binnacle/"
)

// Past is the time before a window that it is compared with.
func Past(window time.Duration) time.Duration { return spans * span(window) }

// Least is how much history there must be for any change to be told.
func Least(window time.Duration) time.Duration { return window + enough*span(window) }

// span is the length of the pieces of the past: that of the window, but no more than makes a day of them.
func span(window time.Duration) time.Duration { return min(window, 24*time.Hour/spans) }

// Changes returns the largest changes, at most one for each series and most in all, the largest first.
func Changes(s Source, most int) []Change {
	if s.Memory == nil {
		s.Memory = new(Memory)
	}
	s.Memory.mu.Lock()
	defer s.Memory.mu.Unlock()
	s.Memory.begin(s.End)
	var out []Change
	for _, i := range s.candidates() {
		if c, ok := s.largest(&s.Window.Series[i]); ok {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b Change) int {
		return cmp.Or(cmp.Compare(math.Abs(b.Score), math.Abs(a.Score)), strings.Compare(a.Name, b.Name))
	})
	return out[:min(len(out), most)]
}

func (s *Source) window() time.Duration { return s.Window.Time.Sub(s.Window.Start) }

// largest compares each statistic of a series with its own past.
func (s *Source) largest(x *metrics.Series) (best Change, ok bool) {
	length := s.window()
	end := s.End.Add(-length)
	past := s.Memory.of(s, x, end.Add(-Past(length)), end, span(length))
	now := pieceOf(&history.Point{Known: true, Span: length, Count: x.Count, Errors: x.Errors, Dist: x.Dist, Value: x.Value}, length)
	for _, m := range measures(x.Kind) {
		c := Change{Name: x.Name, Labels: x.Labels, Unit: x.Unit, Kind: x.Kind, What: m.what}
		if m.compare(&c, x, &now, past) && math.Abs(c.Score) > math.Abs(best.Score) {
			best, ok = c, true
		}
	}
	return best, ok
}
