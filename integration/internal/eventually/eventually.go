// Package eventually waits in tests for what another goroutine, process or server is about to do.
package eventually

import (
	"testing"
	"time"
)

// Deadline is how long Do waits: far longer than anything takes on a slow machine.
const Deadline = time.Minute

// step is the pause between two tries.
const step = 5 * time.Millisecond

// Do calls f until it returns nil, and fails the test with f's last error when that takes longer than Deadline.
// f runs in the caller's goroutine.
func Do(t testing.TB, what string, f func() error) {
	t.Helper()
	ticker := time.NewTicker(step)
	defer ticker.Stop()
	begun := time.Now()
	for {
		err := f()
		if err == nil {
			return
		}
		if time.Since(begun) > Deadline {
			t.Fatalf("%s: not within %v: %v", what, Deadline, err)
		}
		<-ticker.C
	}
}
