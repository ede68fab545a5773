package recorder

import (
	"runtime"
	"sync"
	"testing"
	"time"
)

// Whatever happens to the shards while it records, a reader sees every count once, and totals never fall.
func TestShardsLoseNothing(t *testing.T) {
	const writers, each = 6, 30_000
	for digits := 1; digits <= 3; digits++ {
		var r Recorder
		r.Init(digits)
		var wg sync.WaitGroup
		for w := range writers {
			wg.Go(func() {
				for i := range each {
					if i%5000 == 1000*w {
						r.widen()
					}
					r.Record(int64(i) << (3 * w))
				}
			})
		}
		done := make(chan struct{})
		go func() {
			wg.Wait()
			close(done)
		}()
		for last, running := uint64(0), true; running; {
			select {
			case <-done:
				running = false
			default:
			}
			total := r.Total()
			counted := r.Read().Counts.Total()
			if total < last || counted < total {
				t.Fatalf("%d digits: a total of %d after %d, then %d counted", digits, total, last, counted)
			}
			last = counted
		}
		var alone Recorder
		alone.Init(digits)
		for w := range writers {
			for i := range each {
				alone.Record(int64(i) << (3 * w))
			}
		}
		got, want := r.Read(), alone.Read()
		if got.Min != want.Min || got.Max != want.Max || got.Counts.Sub(want.Counts) != nil || got.Counts.Total() != want.Counts.Total() {
			t.Errorf("%d digits: %d counted from %d to %d, want %d from %d to %d, or in other buckets", digits,
				got.Counts.Total(), got.Min, got.Max, want.Counts.Total(), want.Min, want.Max)
		}
	}
}

func TestWidensUnderContention(t *testing.T) {
	if runtime.GOMAXPROCS(0) == 1 {
		return // goroutines that never run at the same time cannot contend
	}
	var r Recorder
	r.Init(2)
	var wg sync.WaitGroup
	limit := time.Now().Add(time.Minute)
	for w := range 2 {
		wg.Go(func() {
			for i := int64(w); r.wide.Load() == nil && time.Now().Before(limit); {
				for range 10_000 {
					i = (i*7919 + 1) % 1_000_000
					r.Record(20_000_000 + 10*i)
				}
			}
		})
	}
	wg.Wait()
	if r.wide.Load() == nil {
		t.Error("two goroutines that record all the time did not make the recorder wide")
	}
}

func TestOneGoroutineStaysNarrow(t *testing.T) {
	var r Recorder
	r.Init(2)
	for i := range int64(1_000_000) {
		r.Record(i % 1000)
	}
	if r.wide.Load() != nil {
		t.Error("one goroutine alone made the recorder wide")
	}
}
