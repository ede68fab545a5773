package recorder_test

import (
	"math"
	"testing"
	"testing/quick"

	"github.com/binnacle-go/metrics/internal/recorder"
)

func TestRecordNEqualsRepeatedRecord(t *testing.T) {
	t.Parallel()
	equal := func(values []int64, times []uint8, digits uint8) bool {
		one, many := newRecorder(int(digits)), newRecorder(int(digits))
		for i, v := range append(values, -1, 0, 1, recorder.Max, recorder.Max+1, math.MinInt64, math.MaxInt64) {
			n := uint64(i)
			if i < len(times) {
				n = uint64(times[i])
			}
			many.RecordN(v, n)
			for range n {
				one.Record(v)
			}
		}
		a, b := one.Read(), many.Read()
		equal := same(a.Counts, b.Counts)
		a.Counts, b.Counts = nil, nil
		return equal && a == b
	}
	if err := quick.Check(equal, nil); err != nil {
		t.Error(err)
	}
}

func TestRecordNOfNoneLeavesNoTrace(t *testing.T) {
	t.Parallel()
	r := newRecorder(2)
	for _, v := range []int64{-1, 0, 5, recorder.Max + 1} {
		r.RecordN(v, 0)
	}
	if got, want := r.Read(), newRecorder(2).Read(); got != want {
		t.Errorf("after recording values no times: %+v, want an empty %+v", got, want)
	}
}
