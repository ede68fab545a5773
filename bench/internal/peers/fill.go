package peers

import (
	"fmt"

	"github.com/binnacle-go/metrics/bench/internal/stream"
)

// Fill makes n instruments with values: of ten, seven counters, two gauges and a timer, which records so many
// durations.
func (r *Registry) Fill(n, durations int) {
	for i := range n {
		switch name := Name(i); {
		case i%10 < 7:
			inc := r.Counter(name)
			for range i % 5 {
				inc()
			}
		case i%10 < 9:
			r.Gauge(name)(stream.Seconds(i))
		default:
			record := r.Timer(name)
			for j := range durations {
				record(stream.Nanos(i*7919 + j))
			}
		}
	}
}

// Name returns the name of the i-th instrument that Fill makes.
func Name(i int) string {
	switch {
	case i%10 < 7:
		return fmt.Sprintf("app_requests_%07d_total", i)
	case i%10 < 9:
		return fmt.Sprintf("app_queue_length_%07d", i)
	default:
		return fmt.Sprintf("app_latency_%07d_seconds", i)
	}
}
