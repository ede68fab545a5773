package peers

import (
	"io"
	"time"

	hashicorp "github.com/hashicorp/go-metrics"
)

// hashicorpLibraries have one interval of the sink, as long as the whole run.
var hashicorpLibraries = []Library{{Name: Hashicorp, Variant: "sample", New: func() *Registry {
	sink := hashicorp.NewInmemSink(time.Hour, 2*time.Hour)
	return &Registry{
		Counter: func(name string) func() {
			key := []string{name}
			sink.IncrCounter(key, 0) // nothing is there before
			return func() { sink.IncrCounter(key, 1) }
		},
		Gauge: func(name string) func(float64) {
			key := []string{name}
			return func(v float64) { sink.SetGauge(key, float32(v)) }
		},
		Timer: func(name string) func(int64) {
			key := []string{name}
			return func(nanos int64) { sink.AddSample(key, float32(time.Duration(nanos).Seconds())) }
		},
		Reads: []Read{{Work: Snapshot, Call: "InmemSink.Data, sums only", Do: func(io.Writer) (n int) {
			for _, i := range sink.Data() {
				n += len(i.Counters) + len(i.Gauges) + len(i.Samples)
			}
			return n
		}}},
	}
}}}
