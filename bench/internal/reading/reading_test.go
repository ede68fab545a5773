package reading_test

import (
	"testing"
	"time"

	"github.com/binnacle-go/metrics/bench/internal/peers"
	"github.com/binnacle-go/metrics/bench/internal/reading"
	"github.com/binnacle-go/metrics/bench/internal/result"
)

func TestRun(t *testing.T) {
	results := result.Results{}
	all := func(peers.Row) bool { return true }
	o := reading.Options{Want: all, Sizes: []int{50}, Durations: 10, Rounds: 2, Time: time.Microsecond}
	reading.Run(peers.Libraries(), o, results)
	works := map[string]int{}
	for p, values := range results {
		works[p.Work]++
		if len(values) != 2 || p.Column == reading.Nanos(50) && min(values[0], values[1]) <= 0 {
			t.Errorf("%v: %v", p, values)
		}
	}
	for _, work := range []string{peers.Snapshot, peers.Text, peers.JSON} {
		if works[work] < 4 {
			t.Errorf("%s: %d points", work, works[work])
		}
	}
}
