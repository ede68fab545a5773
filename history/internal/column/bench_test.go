package column_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history/internal/column"
)

// BenchmarkSpreads writes and reads an hour of distributions of lognormal latencies, at 100 a second: one second, ten
// seconds and a minute long, in the widths of the resolutions that hold such slots.
func BenchmarkSpreads(b *testing.B) {
	for _, slot := range []struct {
		n    int
		wide uint
	}{{100, 7}, {1000, 5}, {6000, 4}, {6000, 3}} {
		for _, sigma := range []float64{0.3, 0.6, 1} {
			random := rand.New(rand.NewPCG(1, 2))
			cells := column60(func(_ int, c *column.Cell) { c.Spread = spreadOf(latencies(random, slot.n, 0.01, sigma)) })
			name := fmt.Sprintf("n=%d/bits=%d/sigma=%v", slot.n, slot.wide, sigma)
			var block []byte
			b.Run("write/"+name, func(b *testing.B) {
				var e column.Encoder
				for b.Loop() {
					block = e.Append(block[:0], metrics.KindTimer, cells, 1, slot.wide)
				}
				b.ReportMetric(float64(len(block))/slots, "B/distribution")
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/slots, "ns/distribution")
			})
			b.Run("read/"+name, func(b *testing.B) {
				var d column.Decoder
				for b.Loop() {
					d.Each(block, slots, 1, func(int, *column.Cell) bool { return true })
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/slots, "ns/distribution")
			})
		}
	}
}

// BenchmarkLoose writes and reads distributions as samples have them.
func BenchmarkLoose(b *testing.B) {
	for _, sigma := range []float64{0.3, 0.6, 1} {
		random := rand.New(rand.NewPCG(1, 2))
		cells := column60(func(_ int, c *column.Cell) { c.Spread = spreadOf(latencies(random, 100, 0.01, sigma)) })
		var blocks [slots][]byte
		b.Run(fmt.Sprintf("write/sigma=%v", sigma), func(b *testing.B) {
			for b.Loop() {
				for i := range cells {
					blocks[i] = column.AppendLoose(blocks[i][:0], &cells[i])
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/slots, "ns/distribution")
		})
		b.Run(fmt.Sprintf("read/sigma=%v", sigma), func(b *testing.B) {
			var d column.Decoder
			var c column.Cell
			for b.Loop() {
				for i := range blocks {
					if _, err := d.Loose(blocks[i], &c); err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/slots, "ns/distribution")
		})
	}
}
