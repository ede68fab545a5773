package recorder_test

import "testing"

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
	b.Run("Quantile", func(b *testing.B) {
		for b.Loop() {
			s := c.Scan()
			s.Quantile(1)
		}
	})
}
