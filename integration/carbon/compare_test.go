package carbon_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/binnacle-go/metrics/integration/carbon"
	"github.com/binnacle-go/metrics/integration/internal/eventually"
)

// assertStored waits until the server has exactly the captured points: all series, all their points, all digits, and
// nothing else.
func assertStored(t *testing.T, s *carbon.Server, cs []capture) {
	t.Helper()
	want, n := captured(t, cs)
	if n == 0 {
		t.Fatal("nothing was captured")
	}
	hasAll(t, s, want, n, cs[0].Tick, cs[len(cs)-1].Tick)
}

// hasAll waits until the server has exactly the wanted points, n of them, from first to last.
func hasAll(t *testing.T, s *carbon.Server, want map[string]carbon.Points, n int, first, last time.Time) {
	t.Helper()
	eventually.Do(t, "what is stored is what was captured", func() error {
		if accepted, refused := s.Counts(); accepted < n || refused > 0 {
			return fmt.Errorf("%d lines accepted and %d refused, of %d", accepted, refused, n)
		}
		names, err := s.Names()
		if err != nil {
			return err
		}
		got, err := s.Render(slices.Collect(maps.Keys(want)), first, last)
		if err != nil {
			return err
		}
		return errors.Join(sameNames(names, want), samePoints(got, want))
	})
	t.Logf("%d points of %d series are stored as captured", n, len(want))
}

func sameNames(got []string, want map[string]carbon.Points) error {
	for _, name := range got {
		if want[name] == nil {
			return fmt.Errorf("series %.100q is stored but was never captured", name)
		}
	}
	if len(got) != len(want) {
		return fmt.Errorf("%d series are stored, %d were captured", len(got), len(want))
	}
	return nil
}

func samePoints(got, want map[string]carbon.Points) error {
	for name, points := range want {
		if !maps.Equal(got[name], points) {
			return fmt.Errorf("%.100s: stored %v, captured %v", name, got[name], points)
		}
	}
	return nil
}
