package eventually_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics/integration/internal/eventually"
)

func TestDoReturnsAtTheFirstSuccess(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tries := 0
		eventually.Do(t, "third try", func() error {
			if tries++; tries < 3 {
				return errors.New("not yet")
			}
			return nil
		})
		if tries != 3 {
			t.Errorf("f ran %d times, want 3", tries)
		}
	})
}

// spy records a failure instead of failing the test that watches it.
type spy struct {
	testing.TB
	failed bool
}

func (*spy) Helper() {}

func (s *spy) Fatalf(string, ...any) {
	s.failed = true
	panic(s)
}

func TestDoGivesUpAtTheDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &spy{TB: t}
		begun := time.Now()
		func() {
			defer func() { _ = recover() }()
			eventually.Do(s, "never", func() error { return errors.New("no") })
		}()
		if !s.failed {
			t.Error("Do did not fail the test")
		}
		if d := time.Since(begun); d < eventually.Deadline || d > eventually.Deadline+time.Second {
			t.Errorf("Do gave up after %v, want %v", d, eventually.Deadline)
		}
	})
}
