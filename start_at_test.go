package metrics_test

import (
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
)

func TestStartAtTimesFromThen(t *testing.T) {
	timed(t, func(tm *metrics.Timer, read func() metrics.Series) {
		start := time.Now()
		pass(20 * time.Millisecond)
		if d := tm.StartAt(start).Fail(errBroken, slog.Int("n", 7)); d != 20*time.Millisecond {
			t.Errorf("timed %v, want 20ms", d)
		}
		tm.StartAt(start.Round(0)).Stop() // without the monotonic clock's reading
		s := read()
		if s.Count != 2 || s.Errors != 1 || s.Low != 0 || s.Slow[1].Err != "broken" || s.Slow[1].Attrs[0].Key != "n" {
			t.Errorf("recorded %+v", s)
		}
	})
}

func TestStartAtClampsWhatIsOutOfRange(t *testing.T) {
	timed(t, func(tm *metrics.Timer, read func() metrics.Series) {
		tm.StartAt(time.Now().Add(time.Hour)).Stop()
		if s := read(); s.Low != 1 || s.High != 0 || s.Count != 1 {
			t.Errorf("a start in the future is recorded as %+v", s)
		}
		tm.StartAt(time.Time{}).Stop()
		if s := read(); s.Low != 1 || s.High != 1 || s.Count != 2 {
			t.Errorf("no start is recorded as %+v", s)
		}
	})
}

func TestStartAtAllocatesNothing(t *testing.T) {
	tm := metrics.NewRegistry(nil).Timer("t")
	if n := testing.AllocsPerRun(1000, func() { tm.StartAt(time.Now()).Stop() }); n != 0 {
		t.Errorf("%v allocations, want none", n)
	}
}

func ExampleTimer_StartAt() {
	r := metrics.NewRegistry(nil)
	lookups := r.TimerVec("lookups", []string{"result"})

	start := time.Now()
	result := "miss" // found out by looking
	lookups.With(result).StartAt(start).Stop()

	for _, s := range r.Snapshot().Series {
		fmt.Println(s.ID(), s.Count)
	}
	// Output: lookups{result="miss"} 1
}
