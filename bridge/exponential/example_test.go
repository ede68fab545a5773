package exponential_test

import (
	"fmt"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/bridge/exponential"
)

func ExampleHistogram() {
	registry := metrics.NewRegistry(nil)
	latency := registry.Timer("latency")
	for _, ms := range []time.Duration{0, 3, 5, 7, 7, 300} {
		latency.Observe(ms * time.Millisecond)
	}
	s, _ := registry.Snapshot().Get("latency")

	h := exponential.Of(s.Dist, 0)
	fmt.Println("zero:", h.Zero)
	for _, b := range h.Buckets {
		fmt.Printf("up to %g s: %d\n", h.Bound(b.Index), b.Count)
	}
	// Output:
	// zero: 1
	// up to 0.00390625 s: 1
	// up to 0.0078125 s: 3
	// up to 0.5 s: 1
}

func ExampleBucket() {
	registry := metrics.NewRegistry(nil)
	registry.Histogram("size").Observe(1000)
	s, _ := registry.Snapshot().Get("size")

	h := exponential.Of(s.Dist, 1)
	for _, b := range h.Buckets {
		fmt.Printf("bucket %d, above %.1f up to %.1f: %d\n", b.Index, h.Bound(b.Index-1), h.Bound(b.Index), b.Count)
	}
	// Output:
	// bucket 20, above 724.1 up to 1024.0: 1
}
