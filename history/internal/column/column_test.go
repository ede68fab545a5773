package column_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history/internal/column"
)

const slots = 60

// column60 makes a column of cells that all are known.
func column60(cell func(i int, c *column.Cell)) []column.Cell {
	cells := make([]column.Cell, slots)
	for i := range cells {
		cells[i].Span = 1
		cell(i, &cells[i])
	}
	return cells
}

// decoded copies what a block holds; gaps are zero cells.
func decoded(t testing.TB, block []byte, n int) []column.Cell {
	t.Helper()
	out := make([]column.Cell, n)
	var d column.Decoder
	err := d.Each(block, n, 1, func(i int, c *column.Cell) bool {
		out[i] = *c
		out[i].Spread.Index, out[i].Spread.Count = slices.Clone(c.Spread.Index), slices.Clone(c.Spread.Count)
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func encode(kind metrics.Kind, cells []column.Cell, wide uint) []byte {
	var e column.Encoder
	return e.Append(nil, kind, cells, 1, wide)
}

// latencies returns the distribution of n lognormal latencies around a median in seconds.
func latencies(random *rand.Rand, n int, median, sigma float64) *metrics.Distribution {
	timer := metrics.NewRegistry(nil)
	t := timer.Timer("t")
	for range n {
		t.Observe(time.Duration(median * math.Exp(sigma*random.NormFloat64()) * 1e9))
	}
	x, _ := timer.Snapshot().Get("t")
	return x.Dist
}

// spreadOf returns a whole distribution.
func spreadOf(d *metrics.Distribution) column.Spread { return column.Between(nil, d, column.Spread{}) }

// equal compares cells as far as their kind has a meaning.
func equal(a, b column.Cell) bool {
	same := func(a, b float64) bool { return math.Float64bits(a) == math.Float64bits(b) || a != a && b != b }
	return a.Span == b.Span && a.Count == b.Count && a.Errors == b.Errors && a.Low == b.Low && a.High == b.High &&
		a.Rejected == b.Rejected && a.Text == b.Text && slices.Equal(a.States, b.States) &&
		same(a.Last, b.Last) && same(a.Min, b.Min) && same(a.Max, b.Max) &&
		slices.Equal(a.Spread.Index, b.Spread.Index) && slices.Equal(a.Spread.Count, b.Spread.Count) &&
		(len(a.Spread.Index) == 0 || a.Spread.Min == b.Spread.Min && a.Spread.Max == b.Spread.Max && a.Spread.Shape == b.Spread.Shape)
}

func TestColumnsComeBackAsTheyWere(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	odd := []float64{0, math.Copysign(0, -1), 0.1, -0.25, 1e300, 5e-324, math.NaN(), math.Inf(1), math.Inf(-1), 1 << 53, 123456.789}
	walk := 0.0
	columns := []struct {
		name string
		kind metrics.Kind
		cell func(i int, c *column.Cell)
	}{
		{"nothing", metrics.KindCounter, func(int, *column.Cell) {}},
		{"constant", metrics.KindCounter, func(_ int, c *column.Cell) { c.Count = 7 }},
		{"events", metrics.KindMeter, func(_ int, c *column.Cell) { c.Count = uint64(100 + 10*random.NormFloat64()) }},
		{"bursts", metrics.KindCounter, func(i int, c *column.Cell) { c.Count = uint64(i/59) * math.MaxUint64 }},
		{"any counts", metrics.KindCounter, func(_ int, c *column.Cell) { c.Count = random.Uint64() >> random.IntN(64) }},
		{"steps", metrics.KindGauge, func(i int, c *column.Cell) { c.Gauge(float64(i / 20 * 1000)) }},
		{"decimals", metrics.KindGauge, func(_ int, c *column.Cell) { c.Gauge(float64(random.IntN(1000)) / 100) }},
		{"walk", metrics.KindGauge, func(_ int, c *column.Cell) { walk += random.NormFloat64(); c.Gauge(walk) }},
		{"extremes", metrics.KindGauge, func(i int, c *column.Cell) { c.Last, c.Min, c.Max = float64(i), float64(-i), float64(2*i) }},
		{"odd", metrics.KindGauge, func(i int, c *column.Cell) {
			c.Last, c.Min, c.Max = odd[random.IntN(len(odd))], odd[random.IntN(len(odd))], odd[random.IntN(len(odd))]
		}},
		{"state", metrics.KindState, func(i int, c *column.Cell) {
			c.States = []metrics.StateTime{{State: "busy", Time: time.Duration(random.Int64())}, {State: []string{"", "idle"}[i%2], Time: 1, Current: true}}
		}},
		{"text", metrics.KindText, func(i int, c *column.Cell) { c.Text = []string{"", "v1", "ä\xff\x00", "v1"}[i/15] }},
		{"few", metrics.KindTimer, func(i int, c *column.Cell) {
			c.Spread, c.Errors = spreadOf(latencies(random, i%5, 0.01, 2)), uint64(i/50)
			c.Count, c.Low, c.High = uint64(i%5), uint64(i/59), uint64(i/59)*math.MaxUint64
		}},
		{"many", metrics.KindTimer, func(i int, c *column.Cell) {
			c.Count = uint64(i * i * 3)
			c.Spread = spreadOf(latencies(random, i*i*3, 0.01, 0.3))
		}},
	}
	for _, test := range columns {
		cells := column60(test.cell)
		for _, gaps := range []int{0, 1, 7, slots} {
			for range gaps {
				cells[random.IntN(slots)] = column.Cell{}
			}
			for range gaps / 7 {
				if c := &cells[random.IntN(slots)]; c.Span > 0 {
					c.Span = random.Uint64()>>random.IntN(64) + 1
				}
			}
			block := encode(test.kind, cells, 15)
			if column.Kind(block) != test.kind {
				t.Errorf("%s: the kind is %v", test.name, column.Kind(block))
			}
			for i, c := range decoded(t, block, slots) {
				if want := cells[i]; !equal(c, want) {
					t.Fatalf("%s with %d gaps: cell %d is %+v, want %+v", test.name, gaps, i, c, want)
				}
			}
		}
	}
}

// Wide buckets keep the numbers of observations, the extremes, and quantiles within the error that is stated.
func TestWideBucketsKeepQuantiles(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for wide := uint(3); wide <= 10; wide++ {
		var values [slots][]float64
		cells := column60(func(i int, c *column.Cell) {
			reg := metrics.NewRegistry(nil)
			timer := reg.Timer("t", metrics.Digits(3))
			for range 1 + i*i {
				v := time.Duration(1e7 * math.Exp(random.NormFloat64()))
				timer.Observe(v)
				values[i] = append(values[i], v.Seconds())
			}
			slices.Sort(values[i])
			c.Spread = spreadOf(reg.Snapshot().Series[0].Dist)
		})
		for i, c := range decoded(t, encode(metrics.KindTimer, cells, wide), slots) {
			d := c.Spread.Distribution(nil)
			if d.Count() != uint64(len(values[i])) || c.Spread.Min != cells[i].Spread.Min || c.Spread.Max != cells[i].Spread.Max {
				t.Fatalf("%d bits: %d observations in buckets %d to %d", wide, d.Count(), c.Spread.Min, c.Spread.Max)
			}
			for q := 0.0; q <= 1; q += 0.05 {
				rank := max(int(q*100/100*float64(len(values[i]))+0.5), 1) // as Quantile has it
				want := values[i][rank-1]
				if off := math.Abs(d.Quantile(q) - want); off > want*c.Spread.Deviation {
					t.Fatalf("%d bits: quantile %v of %d is %v, want %v within %v", wide, q, rank, d.Quantile(q), want, c.Spread.Deviation)
				}
			}
		}
	}
}

// A series whose digits change has one shape in a column, and no observation is lost.
func TestShapesOfAColumnAreMadeOne(t *testing.T) {
	cells := column60(func(i int, c *column.Cell) {
		reg := metrics.NewRegistry(nil)
		h := reg.Histogram("h", metrics.Digits(1+i/20), metrics.Resolution(0.001))
		h.Observe(100)
		h.Observe(3)
		c.Count, c.Spread = 2, spreadOf(reg.Snapshot().Series[0].Dist)
	})
	for _, c := range decoded(t, encode(metrics.KindHistogram, cells, 15), slots) {
		d := c.Spread.Distribution(nil)
		if d.Count() != 2 || math.Abs(d.Quantile(1)-100) > 100*c.Spread.Deviation+7 || math.Abs(d.Quantile(0)-3) > 0.3 {
			t.Errorf("%d observations, from %v to %v", d.Count(), d.Quantile(0), d.Quantile(1))
		}
	}
}
