package reporters

import (
	"slices"
	"sort"
	"strings"

	"github.com/binnacle-go/metrics"
)

// apply takes out of a capture what is not reported, gives what is renamed its new name, and returns why. It does not
// say of which series the decisions are.
func apply(rules []Rule, c *Capture) []Decision {
	total, interval := *c.Total, *c.Interval
	total.Series, interval.Series = nil, nil
	decisions := make([]Decision, len(c.Interval.Series))
	var reported []*Decision
	renamed := false
	for i := range c.Interval.Series {
		s, d := &c.Interval.Series[i], &decisions[i]
		*d = decide(rules, s)
		if !d.Reported {
			continue
		}
		renamed = renamed || d.Name != ""
		reported = append(reported, d)
		total.Series = append(total.Series, c.Total.Series[i])
		interval.Series = append(interval.Series, *s)
	}
	if renamed {
		assign := keepApart(reported, interval.Series)
		assign(interval.Series)
		assign(total.Series)
		sort.Sort(pair{interval.Series, total.Series})
	}
	c.Total, c.Interval = &total, &interval
	return decisions
}

// keepApart lets series keep their names that would otherwise have the name and labels of another, and returns a
// function that gives the others their new ones.
func keepApart(decisions []*Decision, series []metrics.Series) (assign func([]metrics.Series)) {
	for {
		taken := map[string]bool{}
		for i, d := range decisions {
			if d.Name == "" || d.Clash != "" {
				taken[series[i].ID()] = true
			}
		}
		clash := false
		for i, d := range decisions {
			if d.Name == "" || d.Clash != "" {
				continue
			}
			x := series[i]
			x.Name = d.Name
			id := x.ID()
			if taken[id] {
				d.Clash, clash = "another series is "+id+" already", true
			}
			taken[id] = true
		}
		if !clash {
			break
		}
	}
	return func(all []metrics.Series) {
		for i, d := range decisions {
			if d.Name != "" && d.Clash == "" {
				all[i].Name = d.Name
			}
		}
	}
}

// pair sorts the series of interval and total together, as a snapshot has them.
type pair struct{ interval, total []metrics.Series }

func (p pair) Len() int { return len(p.interval) }

func (p pair) Less(i, j int) bool { return compare(&p.interval[i], &p.interval[j]) < 0 }

func (p pair) Swap(i, j int) {
	p.interval[i], p.interval[j] = p.interval[j], p.interval[i]
	p.total[i], p.total[j] = p.total[j], p.total[i]
}

func compare(a, b *metrics.Series) int {
	if c := strings.Compare(a.Name, b.Name); c != 0 {
		return c
	}
	return slices.CompareFunc(a.Labels, b.Labels, func(a, b metrics.Label) int {
		if c := strings.Compare(a.Key, b.Key); c != 0 {
			return c
		}
		return strings.Compare(a.Value, b.Value)
	})
}
