package view

import (
	"cmp"
	"slices"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/human"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
)

// mostSlowOfRange is how many slow calls a range has at most.
const mostSlowOfRange = 20

// SlowestOf returns the slowest of the calls that ended from one time to another, the slowest first.
func SlowestOf(recent, kept []metrics.SlowCall, from, to time.Time) []metrics.SlowCall {
	all := slices.Concat(recent, kept)
	all = slices.DeleteFunc(all, func(c metrics.SlowCall) bool { return c.End.Before(from) || c.End.After(to) })
	slices.SortStableFunc(all, func(a, b metrics.SlowCall) int {
		return cmp.Or(cmp.Compare(b.Duration, a.Duration), a.End.Compare(b.End), cmp.Compare(a.SpanID, b.SpanID))
	})
	all = slices.CompactFunc(all, func(a, b metrics.SlowCall) bool {
		return a.End.Equal(b.End) && a.Duration == b.Duration && a.SpanID == b.SpanID
	})
	return all[:min(len(all), mostSlowOfRange)]
}

// slowOfRange are the slow calls of a timer in the range of the page: those that it has kept itself, of the last minutes,
// and those that the history keeps longer.
func (b *builder) slowOfRange(t *timeline) (out []page.SlowCall) {
	recent := b.sample.in(b.sample.window, b.selected[0]).Slow
	for _, c := range SlowestOf(recent, t.kept.Slow, b.sample.window.Start, b.sample.window.Time) {
		out = append(out, page.SlowCall{
			End: b.in(c.End), Duration: human.Duration(c.Duration.Seconds()),
			Trace: page.Visible(c.TraceID), Attrs: attributes(c.Attrs), Err: page.Visible(c.Err),
		})
	}
	return out
}
