package peers

import (
	"io"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/exposition"
)

var binnacleLibraries = []Library{{Name: Binnacle, Variant: "Timer, 2 digits", New: func() *Registry {
	r := metrics.NewRegistry(nil)
	encoder := exposition.NewEncoder(nil)
	var still *metrics.Snapshot
	page := &binnaclePage{registry: r}
	var timers []*metrics.Timer
	change := func() {
		if timers == nil { // not kept while they are made, since the memory of that is measured
			timers = timersOf(r)
		}
		for _, t := range timers {
			t.Observe(20 * time.Millisecond)
		}
	}
	snapshot := func(io.Writer) int { return len(r.Snapshot().Series) }
	encode := func(w io.Writer) int {
		s := r.Snapshot()
		check(encoder.Encode(w, s, exposition.Format{}))
		return len(s.Series)
	}
	return &Registry{
		Counter: func(name string) func() { return r.Counter(name).Inc },
		Gauge:   func(name string) func(float64) { return r.Gauge(name).Set },
		Timer: func(name string) func(int64) {
			t := r.Timer(name)
			return func(nanos int64) { t.Observe(time.Duration(nanos)) }
		},
		Reads: []Read{
			{Work: Snapshot, Call: "Snapshot", Do: snapshot},
			{Work: Snapshot, Call: "Snapshot, all timers changed", Part: true, Before: change, Do: snapshot},
			{Work: Text, Call: "Snapshot, Encode", Do: encode},
			{Work: Text, Call: "Snapshot, Encode, all timers changed", Part: true, Before: change, Do: encode},
			{Work: Text, Call: "Encode alone", Part: true, Do: func(w io.Writer) int {
				if still == nil {
					still = r.Snapshot()
				}
				check(encoder.Encode(w, still, exposition.Format{}))
				return len(still.Series)
			}},
			{Work: JSON, Call: "dashboard, format=json", Do: func(w io.Writer) int { return page.json(w) }},
		},
		Close: page.close,
	}
}}}

func timersOf(r *metrics.Registry) (timers []*metrics.Timer) {
	for _, s := range r.Snapshot().Series {
		if s.Kind == metrics.KindTimer {
			timers = append(timers, r.Timer(s.Name))
		}
	}
	return timers
}
