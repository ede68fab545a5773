package peers

import (
	"io"
	"time"

	rcrowley "github.com/rcrowley/go-metrics"
)

var rcrowleyLibraries = []Library{{Name: Rcrowley, Variant: "Timer", New: func() *Registry {
	r := rcrowley.NewRegistry()
	return &Registry{
		Counter: func(name string) func() {
			c := rcrowley.NewRegisteredCounter(name, r)
			return func() { c.Inc(1) }
		},
		Gauge: func(name string) func(float64) { return rcrowley.NewRegisteredGaugeFloat64(name, r).Update },
		Timer: func(name string) func(int64) {
			t := rcrowley.NewRegisteredTimer(name, r)
			return func(nanos int64) { t.Update(time.Duration(nanos)) }
		},
		Reads: []Read{
			{Work: Snapshot, Call: "Snapshot, Percentiles of each", Do: func(io.Writer) int { return rcrowleySnapshot(r) }},
			{Work: Text, Call: "WriteOnce", Do: func(w io.Writer) int {
				rcrowley.WriteOnce(r, w)
				return 0
			}},
			{Work: JSON, Call: "WriteJSONOnce", Do: func(w io.Writer) int {
				rcrowley.WriteJSONOnce(r, w)
				return 0
			}},
		},
		Close: r.UnregisterAll,
	}
}}}

func rcrowleySnapshot(r rcrowley.Registry) (n int) {
	r.Each(func(_ string, m any) {
		switch m := m.(type) {
		case rcrowley.Counter:
			m.Snapshot().Count()
		case rcrowley.GaugeFloat64:
			m.Snapshot().Value()
		case rcrowley.Timer:
			m.Snapshot().Percentiles([]float64{0.5, 0.9, 0.99, 0.999})
		}
		n++
	})
	return n
}
