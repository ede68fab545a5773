package jsonview

import (
	"cmp"
	"slices"

	"github.com/binnacle-go/metrics"
)

// statistics writes the members of a timer, histogram, meter or state.
func (d *document) statistics(x *metrics.Series) {
	switch x.Kind {
	case metrics.KindTimer, metrics.KindHistogram:
		d.distribution(x)
	case metrics.KindMeter:
		d.key("count")
		d.uint(x.Count)
		d.stats(x, "rate", "m1", "m5", "m15")
	case metrics.KindState:
		d.states(x.States)
	}
}

func (d *document) distribution(x *metrics.Series) {
	d.key("count")
	d.uint(x.Count)
	if x.Kind == metrics.KindTimer {
		d.key("errors")
		d.uint(x.Errors)
	}
	d.key("rate")
	d.float(float64(x.Count) / d.seconds)
	d.stats(x, "sum", "min", "max", "mean", "stddev", "p50", "p75", "p90", "p95", "p99", "p999", "p9999")
	if d.hdr {
		d.encoded(x.Dist)
	}
	if d.slow && x.Kind == metrics.KindTimer {
		d.slowCalls(x.Slow)
	}
}

func (d *document) stats(x *metrics.Series, names ...string) {
	for _, name := range names {
		d.key(name)
		d.float(x.Stat(name))
	}
}

func (d *document) states(states []metrics.StateTime) {
	d.key("state")
	if i := slices.IndexFunc(states, func(s metrics.StateTime) bool { return s.Current }); i >= 0 {
		d.string(states[i].State)
	} else {
		d.null()
	}
	states = slices.Clone(states)
	for i := range states {
		states[i].State = keyOf(states[i].State)
	}
	slices.SortFunc(states, func(a, b metrics.StateTime) int { return cmp.Compare(a.State, b.State) })
	d.key("seconds")
	d.open('{')
	for _, s := range states {
		d.key(s.State)
		d.float(s.Time.Seconds())
	}
	d.close('}')
}
