package recorder_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/binnacle-go/metrics/internal/recorder"
)

// bothForms returns the same counts as a reading has them, which is dense if there are many, and sparse.
func bothForms(t *testing.T, r *recorder.Recorder) (reading, sparse *recorder.Counts) {
	t.Helper()
	reading = r.Read().Counts
	index, count := reading.Parts()
	sparse = recorder.NewCounts(reading.Digits(), slices.Clone(index), slices.Clone(count))
	if !same(reading, sparse) {
		t.Fatal("the populated buckets are others")
	}
	return reading, sparse
}

// Whichever form counts have, they answer the same.
func TestBothFormsAgree(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for digits := 1; digits <= 3; digits++ {
		for _, values := range []int{1, 10, 1000, 30_000} {
			r := newRecorder(digits)
			fill := func() {
				for range values {
					r.Record(int64(math.Exp(9 + 3*random.NormFloat64())))
				}
				r.Record(0)
				r.Record(random.Int64N(recorder.Max) + 1)
			}
			fill()
			dense, sparse := bothForms(t, r)
			fill()
			more, moreSparse := bothForms(t, r)
			statisticsAgree(t, dense, sparse)
			for name, pair := range map[string][2]*recorder.Counts{
				"dense from dense":   {more.Sub(dense), moreSparse.Sub(sparse)},
				"sparse from dense":  {more.Sub(sparse), moreSparse.Sub(sparse)},
				"dense from sparse":  {moreSparse.Sub(dense), moreSparse.Sub(sparse)},
				"merged dense":       {recorder.Merge(dense, more), recorder.Merge(sparse, moreSparse)},
				"merged, of each":    {recorder.Merge(dense, moreSparse), recorder.Merge(sparse, moreSparse)},
				"merged three":       {recorder.Merge(dense, more, sparse), recorder.Merge(sparse, moreSparse, sparse)},
				"converted":          {dense.Convert(2, half), sparse.Convert(2, half)},
				"without an earlier": {more.Sub(nil), moreSparse},
			} {
				if !same(pair[0], pair[1]) {
					t.Errorf("%d digits, %d values, %s: they differ", digits, values, name)
				}
			}
		}
	}
}

func half(v int64) int64 { return v / 2 }

func statisticsAgree(t *testing.T, a, b *recorder.Counts) {
	t.Helper()
	near := func(what string, x, y float64) {
		if math.Abs(x-y) > 1e-12*math.Abs(y) {
			t.Errorf("%s is %v dense and %v sparse", what, x, y)
		}
	}
	near("the sum", a.Sum(), b.Sum())
	near("the deviation", a.Deviation(8000), b.Deviation(8000))
	lowest, highest := a.Bounds()
	if low, high := b.Bounds(); low != lowest || high != highest {
		t.Errorf("from %d to %d dense, from %d to %d sparse", lowest, highest, low, high)
	}
	x, y := a.Scan(), b.Scan()
	for _, q := range []float64{0, 0.001, 0.5, 0.25, 0.9, 0.99, 0.9, 1, 0} {
		if v, w := x.Quantile(q), y.Quantile(q); v != w {
			t.Errorf("the quantile %v is %d dense and %d sparse", q, v, w)
		}
	}
	for _, v := range []int64{-1, 0, 1, 100, 8000, 127, 128, 129, 1 << 20, recorder.Max, 5} {
		if n, m := x.AtOrBelow(v), y.AtOrBelow(v); n != m {
			t.Errorf("%d at or below %d dense, %d sparse", n, v, m)
		}
	}
}

func TestReadingAllocatesWhatItKeeps(t *testing.T) {
	r := newRecorder(2)
	for i := range 100_000 {
		r.Record(int64(i))
	}
	before := r.Read().Counts
	if n := testing.AllocsPerRun(100, func() {
		r.Record(77)
		before = r.ReadAfter(before).Counts
	}); n > 3 {
		t.Errorf("a reading after an earlier one allocates %v times, want the counts, their cells and what has grown", n)
	}
}

// BenchmarkSub reads a recorder that some values came to, and takes the difference.
func BenchmarkSub(b *testing.B) {
	for _, n := range []int{1, 10, 100} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			random := rand.New(rand.NewPCG(7, 8))
			r := newRecorder(2)
			more := func(n int) {
				for range n {
					r.Record(int64(2e7 * math.Exp(0.6*random.NormFloat64())))
				}
			}
			more(10_000)
			before := r.Read().Counts
			var index []uint16
			var count []uint64
			b.ReportAllocs()
			for b.Loop() {
				b.StopTimer()
				more(n)
				b.StartTimer()
				now := r.ReadAfter(before).Counts
				index, count = now.AppendSub(before, index[:0], count[:0])
				before = now
			}
		})
	}
}
