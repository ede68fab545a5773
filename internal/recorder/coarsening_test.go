package recorder_test

import (
	"math/rand/v2"
	"testing"

	"github.com/binnacle-go/metrics/internal/recorder"
)

// A value is off by half the width of its wide bucket at most, and coarsening again changes nothing more.
func TestCoarseningStandsInTheMiddle(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for digits := 1; digits <= 3; digits++ {
		for bits := uint(1); bits <= recorder.Bits(digits); bits++ {
			c := recorder.NewCoarsening(digits, bits)
			for range 20_000 {
				v := random.Int64N(recorder.Max+1) >> random.IntN(47)
				bucket := recorder.BucketOf(digits, v)
				wide := c.Wide[bucket]
				stand := int(c.Stand[wide])
				if c.Wide[stand] != wide || c.Wide[c.First[wide]] != wide {
					t.Fatalf("%d digits to %d bits: the bucket that stands for %d lies in another one", digits, bits, v)
				}
				if first := c.First[wide]; first > 0 && c.Wide[first-1] == wide {
					t.Fatalf("%d digits to %d bits: %d is not the first bucket of its wide one", digits, bits, first)
				}
				low, width := recorder.Span(digits, stand)
				share := 1 / float64(uint64(1)<<min(bits+1, recorder.Bits(digits)))
				if off := float64(low + width - 1 - v); max(off, -off) > share*float64(v) {
					t.Fatalf("%d digits to %d bits: %d stands at %d, off by more than %v", digits, bits, v, low+width-1, share)
				}
			}
		}
	}
}

func TestCountsOfParts(t *testing.T) {
	t.Parallel()
	c := counts(2, 1, 10, 10, 1000, 100_000, 4_000_000_000)
	index, count := c.Parts()
	again := recorder.NewCounts(2, index, count)
	lowest, highest := again.Bounds()
	if a, b := c.Bounds(); again.Total() != c.Total() || lowest != a || highest != b || again.Digits() != 2 {
		t.Errorf("%d values from %d to %d", again.Total(), lowest, highest)
	}
	if recorder.NewCounts(2, nil, nil) != nil {
		t.Error("counts of nothing are something")
	}
	var none *recorder.Counts
	if index, count := none.Parts(); len(index)+len(count) > 0 {
		t.Error("empty counts have parts")
	}
	if low, width := recorder.Span(2, recorder.BucketOf(2, 1000)); low > 1000 || low+width <= 1000 || recorder.BucketOf(2, recorder.Max)+1 != recorder.Buckets(2) {
		t.Errorf("1000 lies in the bucket of %d values from %d", width, low)
	}
}
