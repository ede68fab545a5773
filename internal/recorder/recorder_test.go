package recorder_test

import (
	"encoding/binary"
	"math"
	"slices"
	"sync"
	"testing"

	"github.com/HdrHistogram/hdrhistogram-go"

	"github.com/binnacle-go/metrics/internal/recorder"
)

var percentiles = []float64{0, 1, 10, 25, 50, 75, 90, 95, 99, 99.9, 99.99, 100}

// check records values in both and compares everything that hdrhistogram-go can tell.
func check(t *testing.T, digits int, values []int64) {
	t.Helper()
	want := hdrhistogram.New(1, recorder.Max, digits)
	r := recorder.New(digits)
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
		if got.Histogram != nil {
			t.Fatal("an empty recorder has a histogram")
		}
		return
	}
	h := hdrhistogram.New(1, recorder.Max, digits)
	if dropped := got.Histogram.MergeInto(h); dropped != 0 || !h.Equals(want) {
		t.Fatalf("%d dropped, or the counts differ", dropped)
	}
	if got.Histogram.Mean() != want.Mean() || got.Histogram.StdDev() != want.StdDev() {
		t.Fatalf("mean %v, deviation %v; want %v, %v", got.Histogram.Mean(), got.Histogram.StdDev(), want.Mean(), want.StdDev())
	}
	a, b := got.Histogram.ValueAtPercentilesSlice(percentiles), want.ValueAtPercentilesSlice(percentiles)
	if !slices.Equal(a, b) {
		t.Fatalf("percentiles are %v, want %v", a, b)
	}
	lo, hi := int64(math.MaxInt64), int64(0)
	for _, v := range values {
		lo, hi = min(lo, min(max(v, 0), recorder.Max)), max(hi, min(v, recorder.Max))
	}
	if got.Min != lo || got.Max != hi {
		t.Fatalf("from %d to %d, want %d to %d", got.Min, got.Max, lo, hi)
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

func TestWidthIsTheBucketsSize(t *testing.T) {
	for digits := 1; digits <= 3; digits++ {
		h := hdrhistogram.New(1, recorder.Max, digits)
		for v := int64(1); v < recorder.Max/2; v += v/7 + 1 {
			w := recorder.Width(digits, v)
			if low := v / w * w; !h.ValuesAreEquivalent(low, low+w-1) || h.ValuesAreEquivalent(low, low+w) {
				t.Fatalf("%d digits: the bucket of %d is not %d wide", digits, v, w)
			}
		}
	}
}

func TestConcurrentRecordingLosesNothing(t *testing.T) {
	r := recorder.New(2)
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for i := range 10_000 {
				r.Record(int64(i*(g+1)) << uint(g*3))
			}
		})
	}
	wg.Wait()
	if n := r.Read().Histogram.TotalCount(); n != 80_000 {
		t.Errorf("%d recorded, want 80000", n)
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
	r := recorder.New(2)
	for i := range b.N {
		r.Record(int64(i&0xfffff) << 6)
	}
}

func BenchmarkRead(b *testing.B) {
	r := recorder.New(2)
	for i := range 10_000 {
		r.Record(int64(i) * 1000)
	}
	b.ReportAllocs()
	for range b.N {
		r.Read()
	}
}
