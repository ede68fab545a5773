package recorder_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/binnacle-go/metrics/internal/recorder"
)

// Readings that follow each other share what they can. Each keeps what it was, and what has grown from any of them to
// any later one is what a recorder counted of that alone.
func TestReadingsThatFollowEachOtherStayWhatTheyWere(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	r := newRecorder(2)
	record := func(n int) (values []int64) {
		for range n {
			values = append(values, 1e6+random.Int64N(1e6))
			r.Record(values[len(values)-1])
		}
		return values
	}
	of := func(values []int64) *recorder.Counts {
		fresh := newRecorder(2)
		for _, v := range values {
			fresh.Record(v)
		}
		return fresh.Read().Counts
	}
	all := record(2000)
	readings, seen := []*recorder.Counts{r.Read().Counts}, []int{len(all)}
	for range 50 { // some follow the latest one, others one that has been followed already
		all = append(all, record(1+random.IntN(60))...)
		from := max(len(readings)-1-random.IntN(2), 0)
		readings, seen = append(readings, r.ReadAfter(readings[from]).Counts), append(seen, len(all))
	}
	for i, c := range readings {
		if !same(c, of(all[:seen[i]])) {
			t.Fatalf("reading %d is not what it was", i)
		}
		for k := range i {
			if !same(c.Sub(readings[k]), of(all[seen[k]:seen[i]])) {
				t.Fatalf("from reading %d to %d something else has grown", k, i)
			}
		}
	}
}

// A bucket may grow by any number from one reading to the next.
func TestReadingsFollowEachOtherHoweverMuchHasGrown(t *testing.T) {
	r := newRecorder(2)
	for v := range int64(1000) {
		r.Record(v)
	}
	before := r.Read().Counts
	for _, n := range []int{1, math.MaxUint16 - 1, math.MaxUint16, math.MaxUint16 + 1, 3*math.MaxUint16 + 7} {
		want := newRecorder(2)
		for _, v := range []int64{3, 500} {
			for range n {
				r.Record(v)
				want.Record(v)
			}
		}
		r.Record(4)
		want.Record(4)
		after := r.ReadAfter(before).Counts
		if !same(after.Sub(before), want.Read().Counts) || !same(after, r.Read().Counts) {
			t.Errorf("after %d more: something else has grown", n)
		}
		before = after
	}
}
