package metrics_test

import (
	"log/slog"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
)

// BenchmarkStopwatch measures calls that are not kept, but for the first ones.
func BenchmarkStopwatch(b *testing.B) {
	for _, x := range []struct {
		name string
		opts []metrics.Option
	}{
		{"plain", nil},
		{"logged", []metrics.Option{metrics.LogSlow(slog.New(slog.DiscardHandler), time.Hour)}},
	} {
		t := metrics.NewRegistry(nil).Timer("t", x.opts...)
		b.Run(x.name+"/defer", func(b *testing.B) {
			for b.Loop() {
				func() { defer t.Start().Stop() }()
			}
		})
		b.Run(x.name+"/attrs", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				t.Start().Stop(slog.Int("n", b.N), slog.String("path", "/"))
			}
		})
	}
}

// BenchmarkStopOfAStream is the end of calls of many latencies, and one more reading of the clock.
func BenchmarkStopOfAStream(b *testing.B) {
	t := metrics.NewRegistry(nil).Timer("t")
	took := make([]time.Duration, 4096)
	x := uint64(88172645463325252)
	for i := range took {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		took[i] = time.Duration(1<<(16+x%12)) + time.Duration(x%65536)
	}
	i := 0
	for b.Loop() {
		t.StartAt(time.Now().Add(-took[i&4095])).Stop()
		i++
	}
}

// BenchmarkEverSlower is the end of calls that are all kept, each being slower than those before.
func BenchmarkEverSlower(b *testing.B) {
	watch := metrics.NewRegistry(nil).Timer("t").Start()
	b.ReportAllocs()
	for b.Loop() {
		watch.Stop(slog.String("path", "/"))
	}
}
