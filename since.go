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
	eachWithBefore(out.Series, earlier.Series, func(x, before *Series) {
		if before != nil && before.Count <= x.Count {
			x.subtract(before)
		}
		x.keepRecent(&out)
	})
	return &out
}

// eachWithBefore calls f for each series with the same series of an earlier snapshot, nil if it had none.
func eachWithBefore(series, earlier []Series, f func(x, before *Series)) {
	for i := range series {
		x, order := &series[i], 1
		for len(earlier) > 0 {
			if order = compareSeries(&earlier[0], x); order >= 0 {
				break
			}
			earlier = earlier[1:]
		}
		if order == 0 && earlier[0].Kind == x.Kind {
			f(x, &earlier[0])
		} else {
			f(x, nil)
		}
	}
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
	earlier := func(c SlowCall) bool { return !c.End.After(in.Start) }
	if slices.ContainsFunc(s.Slow, earlier) {
		s.Slow = slices.DeleteFunc(slices.Clone(s.Slow), earlier)
	}
	s.setMean(in)
}

// setMean gives a meter the mean rate of an interval.
func (s *Series) setMean(in *Snapshot) {
	d := in.Time.Sub(in.Start).Seconds()
	if s.Rates == nil || d <= 0 {
		return
	}
	rates := *s.Rates
	rates.Mean = float64(s.Count) / d
	s.Rates = &rates
}
