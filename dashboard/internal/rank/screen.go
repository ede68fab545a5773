package rank

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/binnacle-go/metrics"
)

// maxGauges is how many gauges are looked at closely. There is no telling beforehand which of them have changed.
const maxGauges = 64

// candidates are the places in the window of the series that are worth a closer look: a guess from sums alone, which
// costs little for any number of series.
func (s *Source) candidates() []int {
	type guess struct {
		at    int
		score float64
	}
	var guesses []guess
	var gauges []int
	for i := range s.Window.Series {
		x := &s.Window.Series[i]
		switch {
		case strings.HasPrefix(x.Name, own):
		case x.Kind == metrics.KindGauge:
			gauges = append(gauges, i)
		default:
			if score := s.guess(i, x); score >= minScore/2 {
				guesses = append(guesses, guess{i, score})
			}
		}
	}
	slices.SortStableFunc(guesses, func(a, b guess) int { return cmp.Compare(b.score, a.score) })
	var out []int
	for _, g := range guesses[:min(len(guesses), screened)] {
		out = append(out, g.at)
	}
	if len(gauges) <= maxGauges {
		out = append(out, gauges...)
	}
	return out
}

// guess is how much a series seems to have changed, as if all that varied were chance.
func (s *Source) guess(i int, x *metrics.Series) float64 {
	all, ok := s.longer(i, x)
	if !ok || all.Count < x.Count {
		return 0
	}
	window := s.window().Seconds()
	length := s.Longer.Time.Sub(s.Longer.Start).Seconds() - window
	if !(length > 0 && window > 0) {
		return 0
	}
	count, errors := float64(all.Count-x.Count), float64(all.Errors-min(all.Errors, x.Errors))
	expected := count / length * window
	best := math.Abs(float64(x.Count)-expected) / math.Sqrt(math.Max(expected, 1))
	if n := float64(x.Count); n >= minCalls && count > 0 {
		p := errors / count
		best = math.Max(best, math.Abs(float64(x.Errors)-n*p)/math.Sqrt(math.Max(n*p*(1-p), 1)))
	}
	if x.Count >= minObserved && x.Dist != nil {
		best = math.Max(best, moved(x.Dist.Quantile(0.99), all.Dist.Quantile(0.99), x.Count))
		// The longer time has the window in it, which may have its p99 to itself; the sums can be told apart.
		best = math.Max(best, moved(x.Dist.Mean(), (all.Dist.Sum()-x.Dist.Sum())/count, x.Count))
	}
	return best
}

// moved is how far a statistic of n observations has moved, in units of what chance makes of it.
func moved(now, before float64, n uint64) float64 {
	if !(before > 0) {
		return 0
	}
	return math.Abs(now-before) / before * math.Sqrt(float64(n)) / 3
}

// longer is series i of the window in the longer time.
func (s *Source) longer(i int, x *metrics.Series) (*metrics.Series, bool) {
	if i < len(s.Longer.Series) && is(&s.Longer.Series[i], x) {
		return &s.Longer.Series[i], true
	}
	found, ok := s.Longer.Get(x.Name, x.Labels...)
	return &found, ok
}

func is(a, b *metrics.Series) bool { return a.Name == b.Name && slices.Equal(a.Labels, b.Labels) }
