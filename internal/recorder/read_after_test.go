package recorder_test

import (
	"math/rand/v2"
	"testing"

	"github.com/binnacle-go/metrics/internal/recorder"
)

// What a reading takes from an earlier one is what it would have read: after any changes, in few pages or many, and
// once counts are carried over.
func TestReadAfterIsReading(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for digits := 1; digits <= 3; digits++ {
		r := newRecorder(digits)
		readings := []*recorder.Counts{nil}
		for round := range 200 {
			for range random.IntN(4) * random.IntN(50) {
				r.Record(random.Int64N(recorder.Max) >> random.IntN(47))
			}
			if round > 150 {
				r.RecordN(random.Int64N(1000), 1<<40)
			}
			want := r.Read()
			earlier := readings[random.IntN(len(readings))]
			got := r.ReadAfter(earlier)
			if !same(got.Counts, want.Counts) || got.Min != want.Min || got.Max != want.Max {
				t.Fatalf("%d digits, round %d: another reading after an earlier one", digits, round)
			}
			if !same(got.Counts.Sub(earlier), want.Counts.Sub(earlier)) {
				t.Fatalf("%d digits, round %d: another growth since an earlier reading", digits, round)
			}
			readings = append(readings, want.Counts)
		}
	}
}

func TestReadAfterOfNoChangeIsTheSame(t *testing.T) {
	r := newRecorder(2)
	r.Record(1000)
	before := r.Read().Counts
	if r.ReadAfter(before).Counts != before {
		t.Error("nothing has changed, and the counts are copied")
	}
	r.Record(1000)
	after := r.ReadAfter(before).Counts
	if after == before || before.Total() != 1 || after.Total() != 2 {
		t.Errorf("counts of %d after %d, want 2 after 1", after.Total(), before.Total())
	}
}
