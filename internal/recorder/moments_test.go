package recorder_test

import (
	"math"
	"math/big"
	"testing"
)

// TestSumsOfLargeCounts compares with the exact sum, however the counts are spread over the buckets.
func TestSumsOfLargeCounts(t *testing.T) {
	for _, n := range []uint64{1, 1 << 31, 1<<32 - 1, 1 << 32, 1<<32 + 1, 1 << 52, 1 << 60} {
		r := newRecorder(3)
		var want big.Int
		for _, v := range []int64{0, 1, 2047, 2048, 1 << 30, 1<<30 + 1<<25, 1 << 46} {
			r.RecordN(v, n)
			r.Record(v)
			width := int64(1) // of the bucket, which begins at v
			for v/width >= 2048 {
				width *= 2
			}
			middle := v + width/2
			want.Add(&want, new(big.Int).Mul(big.NewInt(middle), new(big.Int).SetUint64(n+1)))
		}
		exact, _ := new(big.Float).SetInt(&want).Float64()
		if got := r.Read().Counts.Sum(); math.Abs(got/exact-1) > 1e-15 {
			t.Errorf("%d of each: the sum is %v, want %v", n, got, exact)
		}
	}
}

func BenchmarkMoments(b *testing.B) {
	r := newRecorder(2)
	for i := range 1000 {
		r.Record(int64(i*i) * 37000)
	}
	c := r.Read().Counts
	b.Run("Sum", func(b *testing.B) {
		for b.Loop() {
			c.Sum()
		}
	})
	b.Run("Deviation", func(b *testing.B) {
		for b.Loop() {
			c.Deviation(1e9)
		}
	})
	b.Run("AtOrBelow", func(b *testing.B) {
		for b.Loop() {
			s := c.Scan()
			for limit := int64(100_000); limit < 1e11; limit = limit * 5 / 2 {
				s.AtOrBelow(limit)
			}
		}
	})
	b.Run("Quantile", func(b *testing.B) {
		for b.Loop() {
			s := c.Scan()
			s.Quantile(1)
		}
	})
}
