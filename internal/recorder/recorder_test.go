package recorder_test

import (
	"encoding/binary"
	"math"
	"sync"
	"testing"

	"github.com/HdrHistogram/hdrhistogram-go"

	"github.com/binnacle-go/metrics/internal/recorder"
)

func newRecorder(digits int) *recorder.Recorder {
	var r recorder.Recorder
	r.Init(digits)
	return &r
}

var percentiles = []float64{0, 1, 10, 25, 50, 75, 90, 95, 99, 99.9, 99.99, 100}

// check records values in both and compares everything that hdrhistogram-go can tell.
func check(t *testing.T, digits int, values []int64) {
	t.Helper()
	want := hdrhistogram.New(1, recorder.Max, digits)
	r := newRecorder(digits)
	var low, high uint64
	for _, v := range values {
		r.Record(v)
		if v < 0 {
			low++
		}
		if v > recorder.Max {
			high++
		}
		if err := want.RecordValue(min(max(v, 0), recorder.Max)); err != nil {
			t.Fatal(err)
		}
	}
	got := r.Read()
	if got.Low != low || got.High != high {
		t.Fatalf("clamped %d and %d, want %d and %d", got.Low, got.High, low, high)
	}
	if len(values) == 0 {
		if got.Counts != nil {
			t.Fatal("an empty recorder has a histogram")
		}
		return
	}
	h := hdrhistogram.New(1, recorder.Max, digits)
	got.Counts.AddTo(h)
	if !h.Equals(want) {
		t.Fatal("the counts differ")
	}
	checkStatistics(t, got.Counts, want)
	lo, hi := int64(math.MaxInt64), int64(0)
	for _, v := range values {
		lo, hi = min(lo, min(max(v, 0), recorder.Max)), max(hi, min(v, recorder.Max))
	}
	if got.Min != lo || got.Max != hi {
		t.Fatalf("from %d to %d, want %d to %d", got.Min, got.Max, lo, hi)
	}
}

// checkStatistics compares what is computed from counts with what hdrhistogram-go says.
func checkStatistics(t *testing.T, c *recorder.Counts, want *hdrhistogram.Histogram) {
	t.Helper()
	mean := c.Sum() / float64(c.Total())
	// Sums in another order differ by rounding, which is relative to the values even where the deviation is zero.
	near := func(a, b float64) bool { return math.Abs(a-b) <= 1e-12*float64(want.Max()) }
	if !near(mean, want.Mean()) || !near(c.Deviation(mean), want.StdDev()) {
		t.Fatalf("mean %v, deviation %v; want %v, %v", mean, c.Deviation(mean), want.Mean(), want.StdDev())
	}
	scan := c.Scan()
	for _, p := range percentiles {
		if v := scan.Quantile(p / 100); v != want.ValueAtPercentile(p/100*100) {
			t.Fatalf("the percentile %v is %d, want %d", p, v, want.ValueAtPercentile(p/100*100))
		}
	}
}

func TestAgainstHdrHistogramAtEveryPowerOfTwo(t *testing.T) {
	values := []int64{math.MinInt64, -1, 0, math.MaxInt64}
	for shift := range 48 {
		values = append(values, 1<<shift-1, 1<<shift, 1<<shift+1)
	}
	for digits := 1; digits <= 3; digits++ {
		check(t, digits, values)
		check(t, digits, nil)
	}
}

func TestBucketsAreThoseOfHdrHistogram(t *testing.T) {
	for digits := 1; digits <= 3; digits++ {
		h := hdrhistogram.New(1, recorder.Max, digits)
		r := newRecorder(digits)
		for v := int64(1); v < recorder.Max/2; v += v/7 + 1 {
			r.Record(v)
		}
		r.Read().Counts.Each(func(b recorder.Bucket) bool {
			if !h.ValuesAreEquivalent(b.Low, b.Low+b.Width-1) || h.ValuesAreEquivalent(b.Low, b.Low+b.Width) {
				t.Fatalf("%d digits: the bucket at %d is not %d wide", digits, b.Low, b.Width)
			}
			return true
		})
	}
}

func TestConcurrentRecordingLosesNothing(t *testing.T) {
	r := newRecorder(2)
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for i := range 10_000 {
				r.Record(int64(i*(g+1)) << uint(g*3))
			}
		})
	}
	wg.Wait()
	if n := r.Read().Counts.Total(); n != 80_000 {
		t.Errorf("%d recorded, want 80000", n)
	}
}

func TestCountsBeyond32Bits(t *testing.T) {
	r := newRecorder(2)
	want := uint64(0)
	for _, n := range []uint64{1<<31 - 1, 1, 1, 1<<31 + 5, 1 << 40, 1<<31 - 1, 1<<31 - 1, 7} {
		r.RecordN(100, n)
		r.Record(100)
		want += n + 1
		if got := r.Read().Counts.Total(); got != want {
			t.Fatalf("after %d more: %d, want %d", n, got, want)
		}
	}
}

func FuzzAgainstHdrHistogram(f *testing.F) {
	f.Add(uint8(2), []byte("12345678abcdefgh"))
	f.Add(uint8(1), []byte{0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 1, 2, 3, 4, 5, 6, 0, 0})
	f.Fuzz(func(t *testing.T, digits uint8, raw []byte) {
		var values []int64
		for ; len(raw) >= 8 && len(values) < 500; raw = raw[8:] {
			v := int64(binary.LittleEndian.Uint64(raw))
			values = append(values, v>>(uint(raw[0])%64)) // spread over all powers of two
		}
		check(t, int(digits%3)+1, values)
	})
}

func BenchmarkRecord(b *testing.B) {
	r := newRecorder(2)
	for i := range b.N {
		r.Record(int64(i&0xfffff) << 6)
	}
}

func BenchmarkRead(b *testing.B) {
	r := newRecorder(2)
	for i := range 10_000 {
		r.Record(int64(i) * 1000)
	}
	b.ReportAllocs()
	for range b.N {
		r.Read()
	}
}
