package history

import (
	"cmp"
	"slices"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history/internal/column"
)

// maxPoints bounds the points of one answer; the step grows where there were more.
const maxPoints = 1 << 16

// Range returns the points of one series; see [Reader]. Its time is proportional to the slots of the range.
func (r *reader) Range(name string, labels []metrics.Label, from, to time.Time, step time.Duration) Range {
	v := r.archive.view.Load()
	t := v.dict.find(name, ordered(labels))
	from, to = later(from, v.begin()), earlier(to, v.end())
	out := Range{Resolution: v.coarsest(from, to)}
	out.Step = roundUp(max(step, out.Resolution, to.Sub(from)/maxPoints), out.Resolution)
	if t == nil || !from.Before(to) {
		return out
	}
	first := slotOf(from, out.Step) // points are aligned to the step
	n := slotOf(to.Add(-1), out.Step) + 1 - first
	out.Start = timeOf(first, out.Step)
	g := gatherers.Get().(*gatherer)
	defer g.free()
	g.begin(int(n))
	v.each(&g.decoder, t.ref, out.Start, out.end(int(n)), func(at int64, c *column.Cell) {
		out.RelativeError = max(out.RelativeError, c.Spread.Deviation)
		g.add(int(uint64(at)/uint64(out.Step)-first), c)
	})
	if t.kind == metrics.KindTimer {
		out.Slow = r.archive.slow.between(t.ref, out.Start, out.end(int(n)))
	}
	out.Points = make([]Point, n)
	for i, c := range g.end() {
		out.Points[i] = pointOf(t.kind, &c, v.step())
		out.Points[i].Partial = out.end(i + 1).After(v.end())
	}
	return out
}

// ordered returns labels sorted by key, as series have them.
func ordered(labels []metrics.Label) []metrics.Label {
	byKey := func(a, b metrics.Label) int { return cmp.Compare(a.Key, b.Key) }
	if slices.IsSortedFunc(labels, byKey) {
		return labels
	}
	return slices.SortedFunc(slices.Values(labels), byKey)
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
