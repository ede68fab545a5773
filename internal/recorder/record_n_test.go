package recorder

import (
	"math"
	"reflect"
	"testing"
	"testing/quick"
)

func TestRecordNEqualsRepeatedRecord(t *testing.T) {
	t.Parallel()
	same := func(values []int64, times []uint8, digits uint8) bool {
		one, many := New(int(digits)), New(int(digits))
		for i, v := range append(values, -1, 0, 1, Max, Max+1, math.MinInt64, math.MaxInt64) {
			n := uint64(i)
			if i < len(times) {
				n = uint64(times[i])
			}
			many.RecordN(v, n)
			for range n {
				one.Record(v)
			}
		}
		return reflect.DeepEqual(one.Read(), many.Read())
	}
	if err := quick.Check(same, nil); err != nil {
		t.Error(err)
	}
}

func TestRecordNOfNoneLeavesNoTrace(t *testing.T) {
	t.Parallel()
	r := New(2)
	for _, v := range []int64{-1, 0, 5, Max + 1} {
		r.RecordN(v, 0)
	}
	if got, want := r.Read(), New(2).Read(); got != want {
		t.Errorf("after recording values no times: %+v, want an empty %+v", got, want)
	}
}
