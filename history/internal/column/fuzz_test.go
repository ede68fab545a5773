package column_test

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history/internal/column"
)

// FuzzBlock decodes anything. What can be decoded has the same cells when it is encoded and decoded again.
func FuzzBlock(f *testing.F) {
	random := rand.New(rand.NewPCG(1, 2))
	f.Add([]byte{}, uint8(1))
	for _, sigma := range []float64{0.1, 0.5, 2} {
		spreads := column60(func(i int, c *column.Cell) { c.Spread = spreadOf(latencies(random, 10*i, 0.01, sigma)) })
		f.Add(encode(metrics.KindTimer, spreads, 4), uint8(slots))
		f.Add(encode(metrics.KindHistogram, spreads[20:30], 7), uint8(10))
	}
	for kind := metrics.KindCounter; kind <= metrics.KindText; kind++ {
		cells := column60(func(i int, c *column.Cell) {
			c.Count, c.Text, c.Span = uint64(i%7), string(rune('a'+i/20)), uint64(i%20/19+1)
			c.Gauge(float64(i) / 3)
			c.States = []metrics.StateTime{{State: c.Text, Time: time.Second, Current: true}}
		})
		f.Add(encode(kind, cells, 7), uint8(slots))
	}
	f.Fuzz(func(t *testing.T, block []byte, n uint8) {
		read := func(block []byte) (cells []column.Cell, err error) {
			cells = make([]column.Cell, n)
			var d column.Decoder
			err = d.Each(block, int(n), 1, func(i int, c *column.Cell) bool {
				if !slices.IsSorted(c.Spread.Index) || len(c.Spread.Index) != len(c.Spread.Count) {
					t.Fatalf("buckets %v with %v", c.Spread.Index, c.Spread.Count)
				}
				c.Spread.Distribution(nil).Quantile(0.5)
				cells[i] = *c
				cells[i].Spread.Index, cells[i].Spread.Count = slices.Clone(c.Spread.Index), slices.Clone(c.Spread.Count)
				return true
			})
			return cells, err
		}
		cells, err := read(block)
		if err != nil {
			return
		}
		again, err := read(encode(column.Kind(block), cells, 15))
		if err != nil {
			t.Fatalf("%v of what was encoded from %x", err, block)
		}
		for i := range cells {
			again[i].Spread.Min, again[i].Spread.Max = cells[i].Spread.Min, cells[i].Spread.Max // known better in wide buckets
			if !equal(cells[i], again[i]) {
				t.Fatalf("cell %d was %+v and is %+v", i, cells[i], again[i])
			}
		}
	})
}

// A block that was cut or changed gives an error or other cells, and never more of them.
func TestDamagedBlocks(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	cells := column60(func(_ int, c *column.Cell) { c.Spread = spreadOf(latencies(random, 1000, 0.01, 0.5)) })
	block := encode(metrics.KindTimer, cells, 5)
	var d column.Decoder
	for n := range len(block) {
		seen := 0
		err := d.Each(block[:n], slots, 1, func(int, *column.Cell) bool { seen++; return true })
		if err == nil {
			t.Fatalf("the first %d bytes of %d are taken for the whole", n, len(block))
		}
		if seen > slots {
			t.Fatalf("%d cells", seen)
		}
	}
	for range 2000 {
		changed := bytes.Clone(block)
		changed[random.IntN(len(changed))] ^= 1 << random.IntN(8)
		seen := 0
		d.Each(changed, slots, 1, func(int, *column.Cell) bool { seen++; return true })
		if seen > slots {
			t.Fatalf("%d cells", seen)
		}
	}
}
