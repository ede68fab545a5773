package carbon_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/integration/carbon"
	"github.com/binnacle-go/metrics/integration/internal/eventually"
	"github.com/binnacle-go/metrics/reporters"
)

// logged is a log that a test can read while it is written.
type logged struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

// count returns how many lines hold s.
func (l *logged) count(s string) (n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for line := range strings.Lines(l.buf.String()) {
		if strings.Contains(line, s) {
			n++
		}
	}
	return n
}

func (l *logged) logger() *slog.Logger { return slog.New(slog.NewTextHandler(l, nil)) }

// balanced checks that no point is unaccounted for.
func balanced(t *testing.T, h reporters.Health) {
	t.Helper()
	if sum := h.Acknowledged + h.Rejected + h.Dropped() + h.Queued; h.Captured != sum {
		t.Errorf("captured %d points, accounted for %d: %+v", h.Captured, sum, h)
	}
}

func TestCarbonDownAtStartLosesNothing(t *testing.T) {
	t.Parallel()
	server := carbon.Prepare(t)
	reg := metrics.NewRegistry(nil)
	counter := reg.Counter("events")
	log := &logged{}
	runner, seen := report(t, reg, server.Addr, reporters.Options{Logger: log.logger()})
	counter.Add(5)
	seen.await(t, 2)
	eventually.Do(t, "see that Carbon is down", func() error {
		if h := runner.Health(); !h.Failing || h.Failures < 2 || h.LastError == "" {
			return fmt.Errorf("%+v", h)
		}
		return nil
	})
	balanced(t, runner.Health())
	if n := log.count("level=WARN"); n != 1 {
		t.Errorf("%d warnings while Carbon is down, want one", n)
	}

	server.Restart(t)
	counter.Add(6)
	eventually.Do(t, "deliver what was queued", func() error {
		if h := runner.Health(); h.Failing || h.Acknowledged == 0 {
			return fmt.Errorf("%+v", h)
		}
		return nil
	})
	if n := log.count("level=INFO"); n != 1 {
		t.Errorf("%d lines that Carbon is back, want one", n)
	}
	closeRunner(t, runner)
	balanced(t, runner.Health())
	assertStored(t, server, seen.seen())
}

func TestCarbonRestartsWhileReporting(t *testing.T) {
	t.Parallel()
	server := carbon.Start(t)
	reg := metrics.NewRegistry(nil)
	counter := reg.Counter("events")
	runner, seen := report(t, reg, server.Addr, reporters.Options{Logger: (&logged{}).logger()})
	for i := range 3 {
		counter.Add(uint64(i + 1))
		seen.await(t, 2*i+1)
		server.Stop(t)
		counter.Add(uint64(i + 10))
		seen.await(t, 2*i+2)
		server.Restart(t)
	}
	eventually.Do(t, "deliver everything", func() error {
		if h := runner.Health(); h.Queued > 0 {
			return fmt.Errorf("%+v", h)
		}
		return nil
	})
	closeRunner(t, runner)
	balanced(t, runner.Health())
	assertStored(t, server, seen.seen())
}

// hang accepts connections and never reads from them.
func hang(t *testing.T) (addr string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var conns []net.Conn
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			conns = append(conns, c)
		}
	}()
	t.Cleanup(func() {
		l.Close()
		<-done
		for _, c := range conns {
			c.Close()
		}
	})
	return l.Addr().String()
}

func TestCarbonThatHangsIsNotBelieved(t *testing.T) {
	t.Parallel()
	reg := metrics.NewRegistry(nil)
	reg.Counter("events").Add(5)
	log := &logged{}
	runner, seen := report(t, reg, hang(t), reporters.Options{Timeout: 300 * time.Millisecond, Logger: log.logger()})
	seen.await(t, 3) // snapshots go on while Carbon hangs
	eventually.Do(t, "time out", func() error {
		if h := runner.Health(); h.Failures < 2 {
			return fmt.Errorf("%+v", h)
		}
		return nil
	})
	h := runner.Health()
	balanced(t, h)
	if h.Acknowledged > 0 {
		t.Errorf("%d points count as delivered to a Carbon that read nothing", h.Acknowledged)
	}
	if n := log.count("level=WARN"); n != 1 {
		t.Errorf("%d warnings, want one", n)
	}

	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	begun := time.Now()
	if err := runner.Close(ctx); err == nil {
		t.Error("Close says that everything was delivered")
	}
	if d := time.Since(begun); d > 2*time.Second {
		t.Errorf("Close took %v, its context ended after 100ms", d)
	}
	balanced(t, runner.Health())
	if h := runner.Health(); h.Queued > 0 || h.DroppedShutdown == 0 {
		t.Errorf("after Close: %+v", h)
	}
}
