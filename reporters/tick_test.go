package reporters

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
)

func TestTickAt(t *testing.T) {
	for _, c := range []struct {
		at, interval string
		want         string
	}{
		{"2026-03-01T12:00:09.999999999Z", "10s", "2026-03-01T12:00:00Z"},
		{"2026-03-01T12:00:10Z", "10s", "2026-03-01T12:00:10Z"},
		{"2026-03-01T12:00:10+05:45", "1m", "2026-03-01T06:15:00Z"},
		{"2026-03-01T12:34:56Z", "1h", "2026-03-01T12:00:00Z"},
		{"2000-01-01T00:00:00Z", "7s", "1999-12-31T23:59:55Z"},
		{"1969-12-31T23:59:59Z", "10s", "1969-12-31T23:59:50Z"},
	} {
		at, _ := time.Parse(time.RFC3339, c.at)
		interval, _ := time.ParseDuration(c.interval)
		if got := tickAt(at, interval).Format(time.RFC3339Nano); got != c.want {
			t.Errorf("tick of %s at %s: got %s, want %s", c.interval, c.at, got, c.want)
		}
		if got := at.Add(untilNext(at, interval)); !got.Equal(tickAt(at, interval).Add(interval)) {
			t.Errorf("the tick of %s after %s: got %s", c.interval, c.at, got)
		}
	}
}

// ticks is a backend that keeps the ticks it was sent.
type ticks struct{ seconds []int64 }

func (*ticks) Name() string                       { return "ticks" }
func (*ticks) Send(context.Context, []byte) error { return nil }

func (k *ticks) Encode(c *Capture) Batch {
	k.seconds = append(k.seconds, c.Tick.Unix())
	return Batch{Body: []byte{'.'}, Points: 1}
}

// The wall clock can be set, and stands still for the program while the machine sleeps.
func TestClockSteps(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		backend := &ticks{}
		r := newRunner(metrics.NewRegistry(nil), backend, &Options{Phase: -1, SpoolAge: -1})
		start := time.Now()
		for _, s := range []int{10, 20, 19, 20, -3590, 15, 25, 30, 31, 8 * 3600, 8*3600 + 10, 8*3600 + 35} {
			r.tick(start.Add(time.Duration(s) * time.Second))
		}
		var got []int
		for _, s := range backend.seconds {
			got = append(got, int(s-start.Unix()))
		}
		if want := []int{10, 20, 30, 28800, 28810, 28830}; !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
		// From 30 s to 28,800 s there was no chance to take 2,876 snapshots, and one more at the end.
		if h := r.Health(); h.Skipped != 2877 || h.Captured != 6 {
			t.Errorf("got %+v", h)
		}
		// A flush while the clock is behind must not use a timestamp again.
		go r.run()
		if err := r.Close(t.Context()); err != nil {
			t.Error(err)
		}
		if got := int(backend.seconds[6] - start.Unix()); got != 28840 {
			t.Errorf("the flush is at %d s, want 28840", got)
		}
	})
}

func TestBackoff(t *testing.T) {
	for failures, longest := range map[int]time.Duration{
		1: time.Second, 2: 2 * time.Second, 3: 4 * time.Second, 4: 8 * time.Second, 5: maxBackoff, 1000: maxBackoff,
	} {
		seen := map[time.Duration]bool{}
		for range 100 {
			d := backoff(failures)
			if d < longest/2 || d > longest {
				t.Fatalf("after %d failures: %v, want %v to %v", failures, d, longest/2, longest)
			}
			seen[d] = true
		}
		if len(seen) < 50 {
			t.Errorf("after %d failures: only %d different pauses of 100", failures, len(seen))
		}
	}
}
