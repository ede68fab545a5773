package reporters_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
)

var errDown = errors.New("the backend is down")

// memory is a backend in memory. Its batches are lines of "SECONDS SERIES COUNT", SECONDS counting from start.
type memory struct {
	start  time.Time
	onSend func(ctx context.Context, attempt int) error // what becomes of an attempt; nil: delivered
	encode func()                                       // runs in Encode

	mu       sync.Mutex
	attempts int
	lines    []string // in the order of delivery
}

func newMemory() *memory { return &memory{start: time.Now()} }

func (m *memory) Name() string { return "memory" }

func (m *memory) Encode(c *reporters.Capture) reporters.Batch {
	if m.encode != nil {
		m.encode()
	}
	var b reporters.Batch
	for i := range c.Interval.Series {
		s := &c.Interval.Series[i]
		b.Body = fmt.Appendf(b.Body, "%g %s %d\n", c.Tick.Sub(m.start).Seconds(), s.ID(), s.Count)
		b.Points++
	}
	return b
}

func (m *memory) Send(ctx context.Context, body []byte) error {
	m.mu.Lock()
	m.attempts++
	attempt, onSend := m.attempts, m.onSend
	m.mu.Unlock()
	if onSend != nil {
		if err := onSend(ctx, attempt); err != nil {
			return err
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.lines = append(m.lines, strings.Split(strings.TrimSuffix(string(body), "\n"), "\n")...)
	return nil
}

func (m *memory) set(onSend func(ctx context.Context, attempt int) error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.onSend = onSend
}

func (m *memory) delivered() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]string(nil), m.lines...)
}

func down(context.Context, int) error { return errDown }

// hang returns only when ctx ends, as a server does that accepts and never reads.
func hang(ctx context.Context, _ int) error {
	<-ctx.Done()
	return ctx.Err()
}

// logs is a log in memory.
type logs struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *logs) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *logs) logger() *slog.Logger { return slog.New(slog.NewTextHandler(l, nil)) }

func (l *logs) lines() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.FieldsFunc(l.buf.String(), func(r rune) bool { return r == '\n' })
}

// checkBooks checks the invariant of Health.
func checkBooks(t *testing.T, h reporters.Health) {
	t.Helper()
	if h.Captured != h.Acknowledged+h.Rejected+h.Dropped()+h.Queued {
		t.Errorf("captured points are not all accounted for: %+v", h)
	}
}

func mustClose(t *testing.T, r *reporters.Runner) {
	t.Helper()
	if err := r.Close(t.Context()); err != nil {
		t.Errorf("close: %v", err)
	}
	if h := r.Health(); h.Queued != 0 || h.DroppedShutdown != 0 {
		t.Errorf("points left after Close: %+v", h)
	}
}

func counting(name string) (*metrics.Registry, *metrics.Counter) {
	registry := metrics.NewRegistry(nil)
	return registry, registry.Counter(name)
}

// quiet returns options with a log that nobody reads.
func quiet() *reporters.Options {
	return &reporters.Options{Phase: -1, Logger: slog.New(slog.DiscardHandler)}
}
