package reporters_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics/reporters"
)

// A closer is a backend in memory that keeps something open.
type closer struct {
	*memory
	err    error
	closed []int // attempts that had ended by then
	ended  int
}

func (c *closer) Send(ctx context.Context, body []byte) error {
	defer func() { c.ended++ }()
	return c.memory.Send(ctx, body)
}

func (c *closer) Close() error {
	c.closed = append(c.closed, c.ended)
	return c.err
}

func TestCloseClosesTheReporter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		registry, _ := counting("hits")
		backend := &closer{memory: newMemory()}
		r := reporters.Start(registry, backend, quiet())
		mustClose(t, r)
		mustClose(t, r)
		if len(backend.closed) != 1 || backend.closed[0] != 1 {
			t.Errorf("closed after %d deliveries, want once after the only one", backend.closed)
		}
		backend.err = errors.New("stuck")
		if err := reporters.Start(registry, backend, quiet()).Close(t.Context()); !errors.Is(err, backend.err) {
			t.Errorf("Close returned %v", err)
		}
	})
}

func TestCloseClosesAReporterThatHangsAfterItsLastAttempt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		registry, _ := counting("hits")
		backend := &closer{memory: newMemory()}
		late := make(chan struct{})
		backend.onSend = func(context.Context, int) error { <-late; return nil }
		r := reporters.Start(registry, backend, quiet())
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := r.Close(ctx); err == nil {
			t.Error("Close returned no error")
		}
		synctest.Wait()
		if len(backend.closed) > 0 {
			t.Error("closed during an attempt")
		}
		close(late)
		synctest.Wait()
		if len(backend.closed) != 1 || backend.closed[0] != 1 {
			t.Errorf("closed after %d attempts, want once after the only one", backend.closed)
		}
		checkBooks(t, r.Health())
	})
}
