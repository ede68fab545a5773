package stream_test

import (
	"testing"

	"github.com/binnacle-go/metrics/bench/internal/stream"
)

func TestStreams(t *testing.T) {
	const ms = 1e6
	for _, test := range []struct {
		name          string
		values        []int64
		median, p9999 [2]float64 // in milliseconds, from and to
	}{
		{"lognormal", stream.Lognormal(100_000, 7), [2]float64{19, 21}, [2]float64{1000, 3000}},
		{"bimodal", stream.Bimodal(100_000, 7), [2]float64{2, 2.5}, [2]float64{300, 1000}},
		{"heavy", stream.Heavy(100_000, 7), [2]float64{1.7, 1.9}, [2]float64{1000, 6000}},
		{"atoms", stream.Atoms(100_000, 7), [2]float64{1, 1.2}, [2]float64{30_000, 30_100}},
	} {
		sorted := stream.Sorted(test.values)
		median, p9999 := float64(stream.Quantile(sorted, 0.5))/ms, float64(stream.Quantile(sorted, 0.9999))/ms
		if median < test.median[0] || median > test.median[1] || p9999 < test.p9999[0] || p9999 > test.p9999[1] {
			t.Errorf("%s: median %v ms, p99.99 %v ms", test.name, median, p9999)
		}
	}
}

// The stream of the benchmarks never stands still, is the same in both units, and goes on beyond its length.
func TestStream(t *testing.T) {
	for i := range 100 {
		if stream.Nanos(i) == stream.Nanos(i+1) || stream.Seconds(i) != float64(stream.Nanos(i))/1e9 ||
			stream.Nanos(i) != stream.Nanos(i+1<<16) {
			t.Errorf("at %d: %d ns, %v s", i, stream.Nanos(i), stream.Seconds(i))
		}
	}
}
