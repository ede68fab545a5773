package metrics_test

import (
	"encoding/binary"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
)

// usualQuantiles are those that somebody asks for, and others that are hard to round.
var usualQuantiles = []float64{
	0, 1e-9, 0.001, 0.01, 0.1, 0.25, 1.0 / 3, 0.5, 0.55, 0.57, 2.0 / 3, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999, 1 - 1e-9, 1,
}

// wantQuantile is what hdrhistogram-go says, within the extremes.
func wantQuantile(d *metrics.Distribution, q float64) float64 {
	if d == nil || math.IsNaN(q) {
		return math.NaN()
	}
	steps := d.HdrHistogram().ValueAtPercentile(min(max(q, 0), 1) * 100)
	return min(max(float64(steps)/1e9, d.Min()), d.Max())
}

// checkQuantiles compares each quantile, and all together, with hdrhistogram-go's.
func checkQuantiles(t *testing.T, d *metrics.Distribution, qs []float64) {
	t.Helper()
	all := d.AppendQuantiles([]float64{-1}, qs...)
	if len(all) != 1+len(qs) || all[0] != -1 {
		t.Fatalf("%d quantiles were appended to %v as %v", len(qs), -1, all)
	}
	for i, q := range qs {
		want := wantQuantile(d, q)
		if one := d.Quantile(q); !same(one, want) || !same(all[1+i], want) {
			t.Errorf("quantile %v of %d is %v, and %v among others, want %v", q, d.Count(), one, all[1+i], want)
		}
	}
}

func timerOf(digits int, values ...time.Duration) *metrics.Distribution {
	reg := metrics.NewRegistry(nil)
	timer := reg.Timer("t", metrics.Digits(digits))
	for _, v := range values {
		timer.Observe(v)
	}
	s, _ := reg.Snapshot().Get("t")
	return s.Dist
}

func TestQuantilesAreThoseOfHdrHistogram(t *testing.T) {
	falling := slices.Clone(usualQuantiles)
	slices.Reverse(falling)
	odd := []float64{0.5, math.NaN(), 0.5, -1, 2, math.Inf(1), 0.2, math.Inf(-1)}
	for digits := 1; digits <= 3; digits++ {
		var values []time.Duration
		for n := range 200 {
			d := timerOf(digits, values...)
			checkQuantiles(t, d, usualQuantiles)
			checkQuantiles(t, d, falling)
			checkQuantiles(t, d, odd)
			values = append(values, time.Duration(n*n*n)*137*time.Microsecond)
		}
	}
	checkQuantiles(t, nil, odd)
}

func FuzzQuantiles(f *testing.F) {
	f.Add(uint8(2), 0.5, 0.99, []byte("12345678abcdefgh"))
	f.Add(uint8(0), 1.0, 0.0, []byte{0, 0, 0, 0, 0, 0, 0, 0, 9, 1, 2, 3, 4, 5, 6, 0, 255, 255, 255, 255, 255, 255, 255, 255})
	f.Fuzz(func(t *testing.T, digits uint8, a, b float64, raw []byte) {
		var values []time.Duration
		for ; len(raw) >= 8 && len(values) < 300; raw = raw[8:] {
			v := binary.LittleEndian.Uint64(raw)
			values = append(values, time.Duration(v>>(raw[0]%64))) // spread over all powers of two
		}
		checkQuantiles(t, timerOf(int(digits%3)+1, values...), []float64{a, b, a})
	})
}

// Counts up to limits are those of the buckets that begin at or below them.
func TestCountsAtOrBelow(t *testing.T) {
	var values []time.Duration
	for n := range 500 {
		values = append(values, time.Duration(n*n)*time.Microsecond)
	}
	d := timerOf(2, values...)
	limits := []float64{-1, math.Copysign(0, -1), 0, 5e-324, 1e-9, 1e300, math.Inf(1), math.Inf(-1)}
	d.Buckets(func(low, high float64, _ uint64) bool {
		limits = append(limits, low, math.Nextafter(low, 0), math.Nextafter(low, 1), (low+high)/2)
		return true
	})
	got := d.AppendCountsAtOrBelow(nil, limits...)
	for i, limit := range limits {
		var want uint64
		d.Buckets(func(low, _ float64, n uint64) bool {
			if low <= limit {
				want += n
			}
			return true
		})
		if one := d.CountAtOrBelow(limit); one != want || got[i] != want {
			t.Errorf("at most %v: %d, and %d among others, want %d", limit, one, got[i], want)
		}
	}
	var none *metrics.Distribution
	if got := none.AppendCountsAtOrBelow(nil, 1, 2); !slices.Equal(got, []uint64{0, 0}) {
		t.Errorf("an empty distribution has counts %v", got)
	}
}

func TestStatisticsAllocateNothing(t *testing.T) {
	d := timerOf(2, time.Millisecond, time.Second, time.Minute)
	quantiles, counts := make([]float64, 0, len(usualQuantiles)), make([]uint64, 0, len(usualQuantiles))
	if n := testing.AllocsPerRun(100, func() {
		quantiles = d.AppendQuantiles(quantiles[:0], usualQuantiles...)
		counts = d.AppendCountsAtOrBelow(counts[:0], usualQuantiles...)
		_, _, _ = d.Sum(), d.Mean(), d.StdDev()
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkDistribution(b *testing.B) {
	var values []time.Duration
	for n := range 1000 {
		values = append(values, time.Duration(n*n)*37*time.Microsecond)
	}
	d := timerOf(2, values...)
	quantiles := []float64{0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999}
	b.Run("7 quantiles", func(b *testing.B) {
		var out []float64
		for b.Loop() {
			out = d.AppendQuantiles(out[:0], quantiles...)
		}
	})
	b.Run("StdDev", func(b *testing.B) {
		for b.Loop() {
			d.StdDev()
		}
	})
}
