package metrics

import "slices"

// Since returns what happened between an earlier snapshot of the same registry and this one: counts, errors,
// observations and times are those of the interval. Gauges and texts, and a meter's moving rates, are as they are
// now. A series that is new, or that counts less than before because its scope was closed and opened again, is
// taken whole. With a nil earlier snapshot the result equals s.
func (s *Snapshot) Since(earlier *Snapshot) *Snapshot {
	out := *s
	out.Series = slices.Clone(s.Series)
	if earlier == nil {
		return &out
	}
	out.Start = earlier.Time
	before := earlier.Series
	for i := range out.Series {
		x := &out.Series[i]
		for len(before) > 0 && compareSeries(&before[0], x) < 0 {
			before = before[1:]
		}
		if len(before) > 0 && compareSeries(&before[0], x) == 0 && before[0].Kind == x.Kind && before[0].Count <= x.Count {
			x.subtract(&before[0])
		}
		x.keepRecent(&out)
	}
	return &out
}

func (s *Series) subtract(before *Series) {
	s.Count -= before.Count
	s.Errors -= min(before.Errors, s.Errors)
	s.Low -= min(before.Low, s.Low)
	s.High -= min(before.High, s.High)
	s.Rejected -= min(before.Rejected, s.Rejected)
	if s.Dist != nil {
		s.Dist = s.Dist.since(before.Dist)
	}
	s.States = slices.Clone(s.States)
	for i := range s.States {
		for _, b := range before.States {
			if b.State == s.States[i].State {
				s.States[i].Time -= min(b.Time, s.States[i].Time)
			}
		}
	}
}

// keepRecent drops slow calls that ended before the interval, and gives a meter the interval's mean rate.
func (s *Series) keepRecent(in *Snapshot) {
	s.Slow = slices.DeleteFunc(slices.Clone(s.Slow), func(c SlowCall) bool { return !c.End.After(in.Start) })
	if s.Rates == nil {
		return
	}
	rates := *s.Rates
	if d := in.Time.Sub(in.Start).Seconds(); d > 0 {
		rates.Mean = float64(s.Count) / d
	}
	s.Rates = &rates
}
