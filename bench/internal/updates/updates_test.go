package updates_test

import (
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
