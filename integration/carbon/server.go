// Package carbon runs a real go-carbon inside the test process and reads back what it stored.
package carbon

import (
	"errors"
	"fmt"
	"net"
	"sync"
	"syscall"
	"testing"

	"github.com/binnacle-go/metrics/integration/internal/eventually"
)

// A Server is a go-carbon that listens on loopback and keeps its data in a temporary directory. Start, Restart and
// Stop are for the test's goroutine; the other methods may be called from any.
type Server struct {
	Addr   string // of the plaintext protocol over TCP and UDP, "127.0.0.1:port"
	Pickle string // of the pickle protocol
	URL    string // of the render API, "http://127.0.0.1:port"

	dir, web string

	mu       sync.Mutex
	run      *instance // nil while the server is down
	accepted int       // lines, over all runs
	refused  int       // lines that were no points, over all runs
}

// Start runs a server until the test ends.
func Start(t testing.TB) *Server {
	t.Helper()
	s := Prepare(t)
	s.Restart(t)
	return s
}

// Prepare reserves a server's addresses without running it: a Carbon that is down. Restart brings it up.
func Prepare(t testing.TB) *Server {
	t.Helper()
	s := &Server{Addr: freeAddr(t), Pickle: freeAddr(t), web: freeAddr(t), dir: t.TempDir()}
	s.URL = "http://" + s.web
	t.Cleanup(func() { s.Stop(t) })
	return s
}

// Restart runs the server, again if it is running, at the same addresses and with the data it has stored.
func (s *Server) Restart(t testing.TB) {
	t.Helper()
	s.Stop(t)
	// The last run's connections may hold the addresses for a moment.
	eventually.Do(t, "start go-carbon", func() error {
		run, err := start(s.dir, s.Addr, s.Pickle, s.web)
		if err != nil && !errors.Is(err, syscall.EADDRINUSE) {
			t.Fatalf("start go-carbon: %v", err)
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.run = run
		return err
	})
}

// Stop ends the server gracefully: it closes its connections, and what it accepted is stored when Stop returns.
// It does nothing while the server is down.
func (s *Server) Stop(t testing.TB) {
	t.Helper()
	s.mu.Lock()
	run := s.run
	s.run = nil
	s.mu.Unlock()
	if run == nil {
		return
	}
	s.count(run, true)
	run.stopReceivers()
	eventually.Do(t, "store everything", func() error {
		if n := run.cache.Size(); n > 0 {
			return fmt.Errorf("%d points wait for the disk", n)
		}
		return nil
	})
	s.count(run, false) // its errors are connections that the stop has cut
	if err := run.stop(); err != nil {
		t.Errorf("stop go-carbon: %v", err)
	}
}

// Counts returns how many lines the server has taken as points, and how many it refused, since Start.
func (s *Server) Counts() (accepted, refused int) {
	s.mu.Lock()
	run := s.run
	s.mu.Unlock()
	if run != nil {
		s.count(run, true)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.accepted, s.refused
}

// count adds the lines, and the errors if asked, that a run's receiver has counted since it was last asked.
func (s *Server) count(run *instance, withErrors bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range run.receivers {
		r.Stat(func(name string, n float64) {
			switch {
			case name == "metricsReceived":
				s.accepted += int(n)
			case name == "errors" && withErrors:
				s.refused += int(n)
			}
		})
	}
}

// freeAddr returns a loopback address on which nothing listens.
func freeAddr(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}
