package metrics

import "slices"

// Append returns the interval of s followed by that of next, which must begin where s ends: what [Snapshot.Since] takes
// apart, Append joins. Series that are only in s have ended and are left out; gauges and texts are those of next.
func (s *Snapshot) Append(next *Snapshot) *Snapshot {
	out := *next
	out.Start = s.Start
	out.Series = slices.Clone(next.Series)
	eachWithBefore(out.Series, s.Series, func(x, before *Series) {
		if before != nil {
			x.prepend(before)
		}
		x.setMean(&out)
	})
	return &out
}

func (s *Series) prepend(before *Series) {
	s.addCounts(before)
	s.States = joinStates(before.States, s.States)
	s.Slow = slowestOf(slices.Concat(s.Slow, before.Slow))
}

// joinStates adds up the times by state. The current state is the later one.
func joinStates(before, after []StateTime) []StateTime {
	out := slices.Clone(before)
	for i := range out {
		out[i].Current = out[i].Current && len(after) == 0
	}
	for _, a := range after {
		i := slices.IndexFunc(out, func(b StateTime) bool { return b.State == a.State })
		if i < 0 {
			out = append(out, a)
			continue
		}
		out[i].Time += a.Time
		out[i].Current = a.Current
	}
	return out
}
