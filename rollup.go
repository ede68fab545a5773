package metrics

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// rollup aggregates the series called name below path. A copy of it is a consistent view: its maps are replaced,
// never changed.
type rollup struct {
	path, name string
	max        int               // label sets that are told apart
	kept       map[string]Series // totals of closed scopes, by the key of their labels
}

func (r *rollup) fullName() string { return joinPath(r.path, r.name) }

// Rollup makes a series called name on this scope that aggregates the series of that name in all scopes below it,
// one for each set of labels, when a snapshot is taken. Counters, gauges and meters add up; timers and histograms
// merge their observations. States and texts become gauges that count the children with each state or text, with
// the label "state" or "text". What scopes below had counted when they were closed stays included. Rollups on
// several levels each see all instruments below them. Asking again for the same rollup does nothing. It panics if
// the scope has an instrument of that name: that is a programming error.
func (s *Scope) Rollup(name string) {
	r := &rollup{path: s.path, name: CleanPath(name), max: s.tree.maxSeries}
	t := s.tree
	t.mu.Lock()
	defer t.mu.Unlock()
	full := r.fullName()
	if d := t.described(full); d != nil {
		panic(fmt.Sprintf("metrics: %q is a %v already and cannot be a rollup too; choose another name", full, d.kind))
	}
	if t.rollups[full] == nil {
		t.rollups[full] = r
	}
}

// covers reports whether a series counts in the rollup.
func (r *rollup) covers(series string) bool {
	return under(series, r.path) && strings.HasSuffix(series, "/"+r.name) && len(series) > len(r.fullName())
}

// rollUp returns the series of all rollups over those that instruments hold.
func rollUp(rollups []rollup, series []Series) []Series {
	var out []Series
	for i := range rollups {
		r := &rollups[i]
		sums := maps.Clone(r.kept)
		if sums == nil {
			sums = map[string]Series{}
		}
		for j := range series {
			if r.covers(series[j].Name) {
				r.add(sums, series[j])
			}
		}
		for _, sum := range sums {
			sum.Rollup = true
			out = append(out, sum)
		}
	}
	return out
}

// add counts one series into the sums, by label set; the first series decides the kind.
func (r *rollup) add(sums map[string]Series, x Series) {
	x = asSummand(x)
	if x.Kind == 0 {
		return
	}
	x.Name = r.fullName()
	key := labelKey(x.Labels)
	if _, known := sums[key]; !known && len(sums) >= r.max {
		x.Labels = overflowLabels
		key = labelKey(x.Labels)
	}
	sum, known := sums[key]
	switch {
	case !known:
		sums[key] = x
	case sum.Kind == x.Kind:
		sum.accumulate(&x)
		sums[key] = sum
	}
}

// asSummand turns states and texts into gauges that count children; a gauge without a value counts for nothing.
func asSummand(x Series) Series {
	switch x.Kind {
	case KindState, KindText:
		if x.Err != "" || x.Kind == KindState && len(x.States) == 0 {
			return Series{}
		}
		label := L(x.Kind.String(), x.Text)
		return Series{Kind: KindGauge, Value: 1, Unit: "1", Help: x.Help, Labels: mergeLabels(x.Labels, []Label{label})}
	case KindGauge:
		if x.Value != x.Value {
			return Series{}
		}
	}
	x.Slow, x.Err = nil, ""
	return x
}

func (s *Series) accumulate(x *Series) {
	s.addCounts(x)
	s.Value += x.Value
	if s.Rates != nil && x.Rates != nil {
		s.Rates = &Rates{
			Mean: s.Rates.Mean + x.Rates.Mean, M1: s.Rates.M1 + x.Rates.M1,
			M5: s.Rates.M5 + x.Rates.M5, M15: s.Rates.M15 + x.Rates.M15,
		}
	}
}

// bare returns rollups without their totals.
func bare(rollups []rollup) []rollup {
	out := make([]rollup, len(rollups))
	for i, r := range rollups {
		out[i] = rollup{path: r.path, name: r.name}
	}
	return out
}

// RollupsOf returns the names of the rollups that a series of that name counts in, the nearest first. A snapshot that
// was not taken of a registry knows none.
func (s *Snapshot) RollupsOf(series string) []string {
	series = CleanPath(series)
	var out []string
	for i := range s.rollups {
		if s.rollups[i].covers(series) {
			out = append(out, s.rollups[i].fullName())
		}
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	return out
}
