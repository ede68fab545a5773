package graphite_test

import (
	"io"
	"log/slog"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/reporters/graphite"
)

func quietly() *reporters.Options {
	return &reporters.Options{Interval: time.Second, Phase: -1, Logger: slog.New(slog.DiscardHandler)}
}

// scripted is a server that treats each connection in turn as the next of its modes says, the last one for ever, and
// keeps what it has read of each, whatever became of it.
type scripted struct {
	*sink
	mu    sync.Mutex
	modes []func(net.Conn) ([]byte, bool)
	texts []string
}

func newScripted(t *testing.T, modes ...func(net.Conn) ([]byte, bool)) *scripted {
	s := &scripted{modes: modes}
	s.sink = newSink(t, func(c net.Conn) ([]byte, bool) {
		s.mu.Lock()
		mode := s.modes[0]
		s.modes = s.modes[min(1, len(s.modes)-1):]
		s.mu.Unlock()
		body, ok := mode(c)
		s.mu.Lock()
		s.texts = append(s.texts, string(body))
		s.mu.Unlock()
		return body, ok
	})
	return s
}

func (s *scripted) read() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.texts...)
}

// breaksAfter reads n bytes, keeps them and resets the connection.
func breaksAfter(n int) func(net.Conn) ([]byte, bool) {
	return func(c net.Conn) ([]byte, bool) {
		body, _ := io.ReadAll(io.LimitReader(c, int64(n)))
		_ = c.(*net.TCPConn).SetLinger(0)
		c.Close()
		return body, false
	}
}

// drips reads a byte at a time.
func drips(c net.Conn) (body []byte, ok bool) {
	one := make([]byte, 1)
	for {
		n, err := c.Read(one)
		body = append(body, one[:n]...)
		if err != nil {
			return body, err == io.EOF
		}
	}
}

// Whatever a connection suffers, each one begins with a whole line, in the end everything is there once, and the books
// balance.
func TestFaultsOfAConnectionLoseAndInventNothing(t *testing.T) {
	for name, modes := range map[string][]func(net.Conn) ([]byte, bool){
		"reset before the first byte":  {breaksAfter(0), works},
		"reset in the middle of lines": {breaksAfter(17), breaksAfter(31), works},
		"closed before it has read":    {closesAtOnce, works},
		"drips":                        {drips},
		"hangs, then works":            {hangs, works},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScripted(t, modes...)
			registry := metrics.NewRegistry(nil)
			for _, name := range []string{"alpha", "beta", "gamma"} {
				registry.Counter(name).Inc()
			}
			o := quietly()
			o.Timeout = 500 * time.Millisecond
			runner := reporters.Start(registry, graphite.New(s.addr, &graphite.Options{Prefix: "."}), o)
			waitUntil(t, "the first tick arrives", func() bool { return runner.Health().Acknowledged >= 3 })
			if err := runner.Close(t.Context()); err != nil {
				t.Error(err)
			}
			h := runner.Health()
			if h.Captured != h.Acknowledged || h.Rejected+h.Dropped()+h.Queued != 0 || h.Failures < uint64(len(modes)-1) {
				t.Errorf("got %+v", h)
			}
			for _, text := range s.read() {
				if text != "" && !strings.HasPrefix(text, "alpha.count ") {
					t.Errorf("a connection begins with %q", text)
				}
			}
			if got := uint64(strings.Count(strings.Join(s.received(), ""), "\n")); got != h.Captured {
				t.Errorf("%d whole lines, want %d", got, h.Captured)
			}
		})
	}
}
