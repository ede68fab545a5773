package peers

import (
	"io"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/exposition"
)

var binnacleLibraries = []Library{{Binnacle, "Timer, 2 digits", func() *Registry {
	r := metrics.NewRegistry(nil)
	encoder := exposition.NewEncoder(nil)
	var still *metrics.Snapshot
	return &Registry{
		Counter: func(name string) func() { return r.Counter(name).Inc },
		Gauge:   func(name string) func(float64) { return r.Gauge(name).Set },
		Timer: func(name string) func(int64) {
			t := r.Timer(name)
			return func(nanos int64) { t.Observe(time.Duration(nanos)) }
		},
		Reads: []Read{
			{Snapshot, "Snapshot", func(io.Writer) int { return len(r.Snapshot().Series) }},
			{Text, "Snapshot, Encode", func(w io.Writer) int {
				s := r.Snapshot()
				check(encoder.Encode(w, s, exposition.Format{}))
				return len(s.Series)
			}},
			{Text, "Encode alone", func(w io.Writer) int {
				if still == nil {
					still = r.Snapshot()
				}
				check(encoder.Encode(w, still, exposition.Format{}))
				return len(still.Series)
			}},
		},
	}
}}}
