//go:build !race

// With the race detector this would take long, and it has but one goroutine. The tests on 32 bits run it.

package history_test

import (
	"testing"
	"time"

	"github.com/binnacle-go/metrics/history"
)

// Where rows are so large that few find room, they become pages early. What goes on in the next resolution is all there
// all the same, and counts once.
func TestLargeRowsBecomePagesOfWholeSlots(t *testing.T) {
	s := newService(400, 0, 20)
	a := history.NewArchive(s.reg, aDay.Add(7*time.Second), &history.Options{MaxBytes: 1 << 20})
	const seconds = 900
	for range seconds {
		s.second(50)
		a.Pass(time.Second)
		within(t, a)
	}
	for _, name := range []string{"service/part000/latency0", "service/part000/counter6"} {
		x, _ := a.Latest().Total.Get(name)
		whole := a.Range(name, nil, aDay, a.Now(), 0)
		if n := whole.Total().Count; n != x.Count || whole.Resolution < 10*time.Second {
			t.Errorf("%s counts %d at %v, want %d at 10 s", name, n, whole.Resolution, x.Count)
		}
	}
}
