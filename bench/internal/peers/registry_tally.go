package peers

import (
	"io"
	"time"

	"github.com/uber-go/tally/v4"
)

var tallyLibraries = []Library{{Name: Tally, Variant: "Histogram", New: func() *Registry {
	s := tally.NewTestScope("app", nil)
	return &Registry{
		Counter: func(name string) func() {
			c := s.Counter(name)
			return func() { c.Inc(1) }
		},
		Gauge: func(name string) func(float64) { return s.Gauge(name).Update },
		Timer: func(name string) func(int64) {
			h := s.Histogram(name, tally.DefaultBuckets)
			return func(nanos int64) { h.RecordDuration(time.Duration(nanos)) }
		},
		Reads: []Read{{Work: Snapshot, Call: "TestScope.Snapshot", Do: func(io.Writer) int {
			t := s.Snapshot()
			return len(t.Counters()) + len(t.Gauges()) + len(t.Histograms())
		}}},
	}
}}}
