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
		d.name(`"count":`)
		d.uint(x.Count)
		d.number(`"rate":`, x.Stat("rate"))
		d.number(`"m1":`, x.Stat("m1"))
		d.number(`"m5":`, x.Stat("m5"))
		d.number(`"m15":`, x.Stat("m15"))
	case metrics.KindState:
		d.states(x.States)
	}
}

// quantiles are written in this order.
var (
	quantiles     = []float64{0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999}
	quantileNames = []string{`"p50":`, `"p75":`, `"p90":`, `"p95":`, `"p99":`, `"p999":`, `"p9999":`}
)

func (d *document) distribution(x *metrics.Series) {
	d.name(`"count":`)
	d.uint(x.Count)
	if x.Kind == metrics.KindTimer {
		d.name(`"errors":`)
		d.uint(x.Errors)
	}
	d.number(`"rate":`, float64(x.Count)/d.seconds)
	d.number(`"sum":`, x.Dist.Sum())
	d.number(`"min":`, x.Dist.Min())
	d.number(`"max":`, x.Dist.Max())
	d.number(`"mean":`, x.Dist.Mean())
	d.number(`"stddev":`, x.Dist.StdDev())
	d.numbers = x.Dist.AppendQuantiles(d.numbers[:0], quantiles...)
	for i, v := range d.numbers {
		d.number(quantileNames[i], v)
	}
	if d.hdr {
		d.encoded(x.Dist)
	}
	if d.slow && x.Kind == metrics.KindTimer {
		d.slowCalls(x.Slow)
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
		states[i].State = Key(states[i].State)
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
