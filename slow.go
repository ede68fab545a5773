package metrics

import (
	"cmp"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// A timer keeps the slowCalls slowest calls of the last slowWindow.
const (
	slowCalls  = 8
	slowWindow = 5 * time.Minute
)

// A SlowCall is one of the slowest recent calls of a timer.
type SlowCall struct {
	End      time.Time
	Duration time.Duration
	Err      string      // why it failed, empty if it did not
	Attrs    []slog.Attr // what Stop or Fail was given
}

// slowest keeps the slowest recent calls. A call that is not among them costs two loads.
type slowest struct {
	threshold atomic.Int64 // nanoseconds that a call must take to be kept
	expiry    atomic.Int64 // monotonic time at which the oldest kept call leaves the window

	mu    sync.Mutex
	calls [slowCalls]keptCall
	n     int
}

type keptCall struct {
	SlowCall
	mono time.Duration
}

// offer considers a call that ended at now. If another goroutine is in here, the call is let go: nothing waits.
func (s *slowest) offer(now, d time.Duration, err error, attrs []slog.Attr) {
	if int64(d) < s.threshold.Load() && int64(now) < s.expiry.Load() {
		return
	}
	if !s.mu.TryLock() {
		return
	}
	defer s.mu.Unlock()
	s.prune(now)
	if i := s.place(d); i >= 0 {
		call := SlowCall{End: time.Now(), Duration: d, Attrs: slices.Clone(attrs)}
		if err != nil {
			call.Err = err.Error()
		}
		s.calls[i] = keptCall{call, now}
	}
	s.bound(now)
}

// place returns where a call of that duration goes, -1 if it is not slow enough. Of equal ones the newer stay.
func (s *slowest) place(d time.Duration) int {
	if s.n < slowCalls {
		s.n++
		return s.n - 1
	}
	least := 0
	for i := range s.calls {
		a, b := &s.calls[i], &s.calls[least]
		if a.Duration < b.Duration || a.Duration == b.Duration && a.mono < b.mono {
			least = i
		}
	}
	if d < s.calls[least].Duration {
		return -1
	}
	return least
}

func (s *slowest) prune(now time.Duration) {
	kept := slices.DeleteFunc(s.calls[:s.n], func(c keptCall) bool { return now-c.mono >= slowWindow })
	s.n = len(kept)
}

func (s *slowest) bound(now time.Duration) {
	least, oldest := time.Duration(0), now
	for i, c := range s.calls[:s.n] {
		if i == 0 || c.Duration < least {
			least = c.Duration
		}
		oldest = min(oldest, c.mono)
	}
	if s.n < slowCalls {
		least = 0
	}
	s.threshold.Store(int64(least))
	s.expiry.Store(int64(oldest + slowWindow))
}

// list returns the kept calls, the slowest first.
func (s *slowest) list(now time.Duration) []SlowCall {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.prune(now)
	s.bound(now)
	var out []SlowCall
	for _, c := range s.calls[:s.n] {
		out = append(out, c.SlowCall)
	}
	slices.SortFunc(out, func(a, b SlowCall) int { return cmp.Compare(b.Duration, a.Duration) })
	return out
}
