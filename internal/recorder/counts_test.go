package recorder_test

import (
	"slices"
	"testing"
	"testing/quick"

	"github.com/binnacle-go/metrics/internal/recorder"
)

func counts(digits int, values ...uint32) *recorder.Counts {
	r := newRecorder(digits)
	for _, v := range values {
		r.Record(int64(v))
	}
	return r.Read().Counts
}

// same compares what counts hold, in whichever form.
func same(a, b *recorder.Counts) bool {
	index, count := a.Parts()
	otherIndex, otherCount := b.Parts()
	return slices.Equal(index, otherIndex) && slices.Equal(count, otherCount) && a.Total() == b.Total()
}

func TestMergeAndSubAreInverse(t *testing.T) {
	property := func(a, b, c []uint32, digits uint8) bool {
		d := int(digits%3) + 1
		x, y, z := counts(d, a...), counts(d, b...), counts(d, c...)
		all := recorder.Merge(x, nil, y, z)
		together := counts(d, append(append(append([]uint32{}, a...), b...), c...)...)
		return same(all, together) && same(all.Sub(recorder.Merge(y, z)), x) &&
			all.Sub(all) == nil && recorder.Merge(nil, nil) == nil && recorder.Merge(x, nil) == x
	}
	if err := quick.Check(property, nil); err != nil {
		t.Error(err)
	}
}

func TestConvertKeepsTheTotal(t *testing.T) {
	c := counts(2, 1, 10, 1000, 100_000, 4_000_000_000)
	half := c.Convert(3, func(v int64) int64 { return v / 2 })
	if lowest, highest := half.Bounds(); half.Total() != 5 || half.Digits() != 3 || lowest != 0 || highest < 1_990_000_000 || highest > 2_010_000_000 {
		t.Errorf("%d values from %d to %d", half.Total(), lowest, highest)
	}
}

func TestEmptyCounts(t *testing.T) {
	var none *recorder.Counts
	none.Each(func(recorder.Bucket) bool { t.Error("empty counts have a bucket"); return true })
	if none.Total() != 0 || none.Sub(counts(2, 1)) != nil {
		t.Error("empty counts are not empty")
	}
}
