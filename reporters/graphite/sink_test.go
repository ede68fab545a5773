package graphite_test

import (
	"io"
	"net"
	"sync"
	"testing"
)

// sink is a server on loopback that treats each connection as its mode says, and keeps what it has read of those
// that it read to the end.
type sink struct {
	addr string

	mu     sync.Mutex
	handle func(net.Conn) (body []byte, ok bool)
	bodies []string
	conns  []net.Conn
	all    sync.WaitGroup
}

func newSink(t *testing.T, handle func(net.Conn) ([]byte, bool)) *sink {
	t.Helper()
	return newSinkAt(t, "127.0.0.1:0", handle)
}

func newSinkAt(t *testing.T, addr string, handle func(net.Conn) ([]byte, bool)) *sink {
	t.Helper()
	l, err := net.Listen("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	return newSinkOn(t, l, handle)
}

func newSinkOn(t *testing.T, l net.Listener, handle func(net.Conn) ([]byte, bool)) *sink {
	t.Helper()
	s := &sink{addr: l.Addr().String(), handle: handle}
	s.all.Go(func() { s.accept(l) })
	t.Cleanup(func() {
		l.Close()
		s.mu.Lock()
		for _, c := range s.conns {
			c.Close()
		}
		s.mu.Unlock()
		s.all.Wait()
	})
	return s
}

func (s *sink) accept(l net.Listener) {
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		s.mu.Lock()
		handle := s.handle
		s.conns = append(s.conns, c)
		s.mu.Unlock()
		s.all.Go(func() {
			body, ok := handle(c)
			if !ok {
				return
			}
			s.mu.Lock()
			s.bodies = append(s.bodies, string(body))
			s.mu.Unlock()
			c.Close()
		})
	}
}

func (s *sink) become(handle func(net.Conn) ([]byte, bool)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.handle = handle
}

func (s *sink) received() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.bodies...)
}

// The modes of a sink.

func works(c net.Conn) ([]byte, bool) {
	body, err := io.ReadAll(c)
	return body, err == nil
}

// hangs leaves the connection open and never reads.
func hangs(net.Conn) ([]byte, bool) { return nil, false }

func closesAtOnce(c net.Conn) ([]byte, bool) {
	c.Close()
	return nil, false
}

// resetsAfter reads n bytes and resets the connection.
func resetsAfter(n int) func(net.Conn) ([]byte, bool) {
	return func(c net.Conn) ([]byte, bool) {
		_, _ = io.CopyN(io.Discard, c, int64(n))
		_ = c.(*net.TCPConn).SetLinger(0)
		c.Close()
		return nil, false
	}
}

func answers(text string) func(net.Conn) ([]byte, bool) {
	return func(c net.Conn) ([]byte, bool) {
		_, _ = io.WriteString(c, text)
		body, err := io.ReadAll(c)
		return body, err == nil
	}
}
