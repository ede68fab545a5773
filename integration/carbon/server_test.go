package carbon_test

import (
	"fmt"
	"math"
	"net"
	"slices"
	"testing"
	"time"

	"github.com/binnacle-go/metrics/integration/carbon"
	"github.com/binnacle-go/metrics/integration/internal/eventually"
)

// send writes text to the server on a connection of its own.
func send(t *testing.T, addr, text string) {
	t.Helper()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := c.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
}

// stored waits until the server holds exactly want for one series at one second.
func stored(t *testing.T, s *carbon.Server, name string, at time.Time, want float64) {
	t.Helper()
	eventually.Do(t, "read "+name, func() error {
		all, err := s.Render([]string{name}, at, at)
		if err != nil {
			return err
		}
		if got, ok := all[name][at.Unix()]; !ok || got != want {
			return fmt.Errorf("%s = %v (there: %v), want %v", name, got, ok, want)
		}
		return nil
	})
}

func TestServerStoresEveryDigit(t *testing.T) {
	t.Parallel()
	s := carbon.Start(t)
	now := time.Now()
	for i, v := range []float64{0, 0.0034, -5.5, 1e-300, 1e300, 1.0 / 3, math.MaxFloat64, math.SmallestNonzeroFloat64, 1 << 53} {
		name := fmt.Sprintf("digits.n%d", i)
		send(t, s.Addr, fmt.Sprintf("%s %v %d\n", name, v, now.Unix()))
		stored(t, s, name, now, v)
	}
}

func TestServerKeepsPointsOverARestart(t *testing.T) {
	t.Parallel()
	s := carbon.Start(t)
	now := time.Now()
	send(t, s.Addr, fmt.Sprintf("kept 1 %d\n", now.Unix()))
	eventually.Do(t, "take the line", func() error {
		if n, _ := s.Counts(); n != 1 {
			return fmt.Errorf("%d lines accepted", n)
		}
		return nil
	})
	s.Stop(t)
	if c, err := net.Dial("tcp", s.Addr); err == nil {
		c.Close()
		t.Fatal("a stopped server accepts connections")
	}
	s.Restart(t)
	stored(t, s, "kept", now, 1)
	send(t, s.Addr, fmt.Sprintf("kept 2 %d\n", now.Unix()-1))
	stored(t, s, "kept", now.Add(-time.Second), 2)
	stored(t, s, "kept", now, 1)
}

func TestServerCountsAndListsWhatItTook(t *testing.T) {
	t.Parallel()
	s := carbon.Start(t)
	send(t, s.Addr, fmt.Sprintf("a.b 1 %[1]d\na.c 1 %[1]d\nno point\na.b x %[1]d\n", time.Now().Unix()))
	eventually.Do(t, "count lines", func() error {
		if accepted, refused := s.Counts(); accepted != 2 || refused != 2 {
			return fmt.Errorf("accepted %d and refused %d, want 2 and 2", accepted, refused)
		}
		names, err := s.Names()
		if err == nil && !slices.Equal(names, []string{"a.b", "a.c"}) {
			err = fmt.Errorf("names %q", names)
		}
		return err
	})
}
