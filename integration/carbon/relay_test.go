package carbon_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/binnacle-go/metrics/integration/carbon"
)

// A relay stands between a reporter in another process and its Carbon, and keeps what passes.
type relay struct {
	addr string

	mu      sync.Mutex
	passed  bytes.Buffer
	batches int
}

// newRelay relays connections to a server until the test ends.
func newRelay(t *testing.T, to string) *relay {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &relay{addr: l.Addr().String()}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			if err := r.pass(c.(*net.TCPConn), to); err != nil {
				t.Errorf("relay: %v", err)
			}
		}
	}()
	t.Cleanup(func() {
		l.Close()
		<-done
	})
	return r
}

// pass relays one connection, and the end of each direction.
func (r *relay) pass(from *net.TCPConn, addr string) error {
	defer from.Close()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		return err
	}
	to := c.(*net.TCPConn)
	defer to.Close()
	var batch bytes.Buffer
	_, err = io.Copy(io.MultiWriter(to, &batch), from)
	err = errors.Join(err, to.CloseWrite())
	_, back := io.Copy(from, to)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.passed.Write(batch.Bytes())
	r.batches++
	return errors.Join(err, back)
}

// seen returns all that has passed, in how many connections.
func (r *relay) seen() (passed string, batches int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.passed.String(), r.batches
}

// points reads what has passed: all points, how many, and the first and the last of their times.
func (r *relay) points(t *testing.T) (all map[string]carbon.Points, n int, first, last time.Time) {
	t.Helper()
	passed, _ := r.seen()
	all = make(map[string]carbon.Points)
	for line := range strings.Lines(passed) {
		var name string
		var value float64
		var at int64
		if _, err := fmt.Sscanf(line, "%s %g %d\n", &name, &value, &at); err != nil {
			t.Fatalf("line %q: %v", line, err)
		}
		if all[name] == nil {
			all[name] = make(carbon.Points)
		}
		all[name][at] = value
		last = time.Unix(at, 0)
		if n == 0 {
			first = last
		}
		n++
	}
	return all, n, first, last
}
