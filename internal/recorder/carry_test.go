package recorder

import (
	"sync"
	"testing"
)

// TestTotalsNeverFallWhileCarrying reads while a cell is carried over again and again.
func TestTotalsNeverFallWhileCarrying(t *testing.T) {
	var r Recorder
	r.Init(2)
	r.Record(7)
	cell := at(r.pages[0].Load(), 7)
	const rounds, writers, each = 200, 4, 50
	last := uint64(0)
	want := uint64(1)
	for range rounds {
		if n := cell.Load(); n < carryAt-100 { // put the cell just below the carry
			want += uint64(carryAt - 100 - n)
			cell.Store(carryAt - 100)
		}
		var wg sync.WaitGroup
		for range writers {
			wg.Go(func() {
				for range each {
					r.Record(7)
					r.RecordN(7, 3)
				}
			})
		}
		for range 20 {
			if n := r.Read().Counts.Total(); n < last {
				t.Fatalf("the total fell from %d to %d", last, n)
			} else {
				last = n
			}
		}
		wg.Wait()
		want += writers * each * 4
	}
	if n := r.Read().Counts.Total(); n != want || len(r.carried) != 1 {
		t.Errorf("%d in the end, want %d; %d cells were carried over", n, want, len(r.carried))
	}
}
