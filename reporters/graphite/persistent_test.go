package graphite_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/reporters/graphite"
)

// relay reads lines of any number of connections, and closes a connection once it has read the line "bye".
type relay struct {
	*sink
	mu     sync.Mutex
	lines  []string
	opened int
	closed chan struct{} // gets one value for each connection that was closed after "bye"
}

func newRelay(t *testing.T) *relay {
	r := &relay{closed: make(chan struct{}, 10)}
	r.sink = newSink(t, r.handle)
	return r
}

func (r *relay) handle(c net.Conn) ([]byte, bool) {
	r.mu.Lock()
	r.opened++
	r.mu.Unlock()
	for lines := bufio.NewScanner(c); lines.Scan(); {
		r.mu.Lock()
		r.lines = append(r.lines, lines.Text())
		r.mu.Unlock()
		if lines.Text() == "bye" {
			c.Close()
			r.closed <- struct{}{}
			return nil, false
		}
	}
	return nil, false
}

func (r *relay) seen() (lines string, opened int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return strings.Join(r.lines, " "), r.opened
}

func persistent(t *testing.T, addr string) (send func(body string), r *graphite.Reporter) {
	t.Helper()
	r = graphite.New(addr, &graphite.Options{Persistent: true})
	t.Cleanup(func() { _ = r.Close() })
	return func(body string) {
		t.Helper()
		if err := r.Send(t.Context(), []byte(body)); err != nil {
			t.Error(err)
		}
	}, r
}

func TestPersistentKeepsTheConnection(t *testing.T) {
	s := newRelay(t)
	send, r := persistent(t, s.addr)
	for _, line := range []string{"a\n", "b\n", "c\nd\n"} {
		send(line)
	}
	waitUntil(t, "all lines are read", func() bool { lines, _ := s.seen(); return lines == "a b c d" })
	if _, opened := s.seen(); opened != 1 {
		t.Errorf("%d connections", opened)
	}
	if err := errors.Join(r.Close(), r.Close()); err != nil {
		t.Error(err)
	}
	send("e\n")
	waitUntil(t, "a line is read after Close", func() bool { lines, _ := s.seen(); return lines == "a b c d e" })
}

// A server that has closed an idle connection is noticed before anything is written to it.
func TestPersistentLosesNothingWhenThePeerClosedWhileIdle(t *testing.T) {
	s := newRelay(t)
	send, _ := persistent(t, s.addr)
	for range 20 {
		send("a\nbye\n")
		<-s.closed
	}
	waitUntil(t, "all lines are read", func() bool {
		lines, opened := s.seen()
		return strings.Count(lines, "a bye") == 20 && opened == 20
	})
}

// The weaker promise: what a server has not read yet when it dies counts as delivered.
func TestPersistentBelievesAServerThatHangs(t *testing.T) {
	s := newSink(t, hangs)
	send, _ := persistent(t, s.addr)
	send("a 1 2\n")
	send("b 1 2\n")
}

func TestPersistentStartsAnewAfterAnError(t *testing.T) {
	begun := make(chan struct{}, 1)
	s := newSink(t, func(c net.Conn) ([]byte, bool) {
		_, _ = io.ReadFull(c, make([]byte, 1))
		begun <- struct{}{}
		return nil, false
	})
	_, r := persistent(t, s.addr)
	ctx, cancel := context.WithCancel(t.Context())
	sent := make(chan error, 1)
	go func() { sent <- r.Send(ctx, []byte(strings.Repeat("a.long.name 0.0034 1700000000\n", 1_000_000))) }()
	<-begun
	s.become(works)
	cancel()
	if err := <-sent; !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	if err := r.Send(t.Context(), []byte("b 1 2\n")); err != nil {
		t.Error(err)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	waitUntil(t, "the next batch arrives", func() bool { return len(s.received()) == 1 })
	if got := s.received()[0]; got != "b 1 2\n" {
		t.Errorf("got %q", got)
	}
}

func TestPersistentOverTLS(t *testing.T) {
	s := newRelay(t)
	encrypted, pool := newTLSSink(t, "carbon.example", time.Now().Add(time.Hour), s.handle)
	config := trusting(t)
	config.RootCAs = pool
	r := graphite.New(encrypted.addr, &graphite.Options{Persistent: true, TLS: config})
	for range 3 {
		for _, body := range []string{"a\n", "bye\n"} {
			if err := r.Send(t.Context(), []byte(body)); err != nil {
				t.Fatal(err)
			}
		}
		<-s.closed
	}
	if lines, opened := s.seen(); lines != "a bye a bye a bye" || opened != 3 {
		t.Errorf("%q over %d connections", lines, opened)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
}

func TestRunnerClosesTheKeptConnection(t *testing.T) {
	s := newSink(t, works) // which keeps what was sent over a connection that has ended
	registry := metrics.NewRegistry(nil)
	registry.Counter("hits").Inc()
	r := graphite.New(s.addr, &graphite.Options{Prefix: ".", Persistent: true})
	if err := reporters.Start(registry, r, nil).Close(t.Context()); err != nil {
		t.Error(err)
	}
	waitUntil(t, "the connection ends", func() bool { return len(s.received()) == 1 })
	if got := s.received()[0]; !strings.HasPrefix(got, "hits.count 1 ") {
		t.Errorf("got %q", got)
	}
}
