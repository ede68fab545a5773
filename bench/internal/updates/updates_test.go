package updates_test

import (
	"slices"
	"testing"
	"time"

	"github.com/binnacle-go/metrics/bench/internal/peers"
	"github.com/binnacle-go/metrics/bench/internal/result"
	"github.com/binnacle-go/metrics/bench/internal/updates"
)

// Every row has a time in every column, and this library's updates allocate nothing.
func TestRun(t *testing.T) {
	results := result.Results{}
	rows := peers.Updates()
	updates.Run(peers.Updates(), updates.Options{Want: func(peers.Row) bool { return true }, Rounds: 1, Time: time.Millisecond / 4}, results)
	for _, u := range rows {
		for _, column := range []string{updates.Serial, updates.Parallel} {
			if v := results[result.Point{Row: u.Row, Column: column}]; len(v) != 1 || v[0] <= 0 {
				t.Errorf("%v, %s: %v", u.Row, column, v)
			}
		}
		allocs := results.Median(result.Point{Row: u.Row, Column: updates.Allocs})
		if u.Library == peers.Binnacle && allocs != 0 {
			t.Errorf("%v allocates %v times", u.Row, allocs)
		}
	}
}

func TestRunPairs(t *testing.T) {
	results := result.Results{}
	rows := peers.Updates()[:2]
	pair := [2]peers.Row{rows[0].Row, rows[1].Row}
	o := updates.Options{Want: func(peers.Row) bool { return true }, Rounds: 1, Time: time.Millisecond / 4}
	updates.RunPairs(rows, [][2]peers.Row{pair}, o, results)
	a, b := results[result.Point{Row: pair[0], Column: updates.Paired}], results[result.Point{Row: pair[1], Column: updates.Paired}]
	if len(a) < 5 || len(a) != len(b) || slices.Min(a) <= 0 || slices.Min(b) <= 0 {
		t.Errorf("times %v and %v", a, b)
	}
}
