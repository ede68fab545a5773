package column_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history/internal/column"
)

// looseCells returns cells of all shapes and sizes.
func looseCells() (cells []column.Cell) {
	random := rand.New(rand.NewPCG(7, 8))
	for n := range 300 {
		reg := metrics.NewRegistry(nil)
		h := reg.Histogram("h", metrics.Digits(1+n%3), metrics.Resolution([]float64{1, 0.001, 0.5}[n/3%3]))
		for range n % 40 {
			h.ObserveN(math.Exp(20*random.Float64()), 1+random.Uint64N(1<<(n%40)))
		}
		cells = append(cells, column.Cell{Spread: spreadOf(reg.Snapshot().Series[0].Dist)})
		cells = append(cells, column.Cell{Spread: spreadOf(latencies(random, n, 0.01, float64(n%5)/3))})
	}
	for i := range cells {
		c := &cells[i]
		c.Count = c.Spread.Total()
		if i%7 == 0 {
			c.Errors, c.Low, c.High, c.Rejected = uint64(i), random.Uint64(), 0, math.MaxUint64
		}
	}
	return cells
}

func TestLooseCellsComeBack(t *testing.T) {
	var block []byte
	cells := looseCells()
	for i := range cells {
		block = column.AppendLoose(block, &cells[i])
	}
	var d column.Decoder
	for i, want := range cells {
		var got column.Cell
		rest, err := d.Loose(block, &got)
		if err != nil {
			t.Fatal(err)
		}
		if !equal(got, want) || got.Spread.Shape != want.Spread.Shape || got.Spread.Min != want.Spread.Min || got.Spread.Max != want.Spread.Max {
			t.Fatalf("cell %d is %+v, want %+v", i, got, want)
		}
		block = rest
	}
	if len(block) > 0 {
		t.Errorf("%d bytes are left", len(block))
	}
}

// FuzzLoose reads anything. What can be read is the same when it is written and read again.
func FuzzLoose(f *testing.F) {
	f.Add([]byte{})
	cells := looseCells()
	for i := 0; i < len(cells); i += 37 {
		f.Add(column.AppendLoose(nil, &cells[i]))
	}
	f.Fuzz(func(t *testing.T, block []byte) {
		var d, again column.Decoder
		var c, other column.Cell
		if _, err := d.Loose(block, &c); err != nil {
			return
		}
		if !slices.IsSorted(c.Spread.Index) || len(c.Spread.Index) != len(c.Spread.Count) || slices.Contains(c.Spread.Count, 0) {
			t.Fatalf("buckets %v with %v", c.Spread.Index, c.Spread.Count)
		}
		c.Spread.Distribution(nil).Quantile(0.5)
		rest, err := again.Loose(column.AppendLoose(nil, &c), &other)
		if err != nil || len(rest) > 0 || !equal(c, other) {
			t.Fatalf("%+v was written and read again as %+v, %v", c, other, err)
		}
	})
}

// What was observed between two states of a series is what the later one has more.
func TestBetweenFindsWhatIsNew(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 10))
	reg := metrics.NewRegistry(nil)
	timer := reg.Histogram("h")
	var room column.Spread
	var before *metrics.Distribution
	for i := range 200 {
		want := map[float64]uint64{}
		for range random.IntN(50) {
			v := float64(1 + random.IntN(100)*(1+i%3*random.IntN(50)))
			timer.Observe(v)
			want[v]++
		}
		now := reg.Snapshot().Series[0].Dist
		room = column.Between(before, now, room)
		alone := metrics.NewRegistry(nil)
		for v, n := range want {
			alone.Histogram("h").ObserveN(v, n)
		}
		alone.Histogram("h")
		expected := spreadOf(alone.Snapshot().Series[0].Dist)
		if !slices.Equal(room.Index, expected.Index) || !slices.Equal(room.Count, expected.Count) {
			t.Fatalf("after %d steps: buckets %v with %v, want %v with %v", i, room.Index, room.Count, expected.Index, expected.Count)
		}
		before = now
	}
}
