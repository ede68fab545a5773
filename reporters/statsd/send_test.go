package statsd_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/reporters/statsd"
)

// receiver is a socket for datagrams, read only when asked to.
type receiver struct {
	net.PacketConn
	t *testing.T
}

func receive(t *testing.T, network, addr string) *receiver {
	t.Helper()
	c, err := net.ListenPacket(network, addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return &receiver{c, t}
}

// take reads datagrams until all bytes have come.
func (r *receiver) take(bytes int) (datagrams []string) {
	r.t.Helper()
	_ = r.SetReadDeadline(time.Now().Add(20 * time.Second))
	b := make([]byte, 1<<16)
	for bytes > 0 {
		n, _, err := r.ReadFrom(b)
		if err != nil {
			r.t.Fatalf("%d bytes are missing: %v", bytes, err)
		}
		bytes -= n
		datagrams = append(datagrams, string(b[:n]))
	}
	return datagrams
}

func manyLines(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "a.counter.%d:%d|c\na.gauge.%d:0|g\na.gauge.%d:-5|g\n", i, i, i, i)
	}
	return b.String()
}

func TestDatagramsAreWholeAndWithinTheLimit(t *testing.T) {
	body := manyLines(500)
	unix := filepath.Join(t.TempDir(), "statsd.sock")
	for _, c := range []struct {
		network, at, addr string
		limit, want       int
	}{
		{"udp", "127.0.0.1:0", "", 0, 1432},
		{"udp", "127.0.0.1:0", "udp://", 600, 600},
		{"udp", "127.0.0.1:0", "", 1, 512},
		{"unixgram", unix, "unixgram://", 0, 8192},
		{"unixgram", unix, "unix://", 1000, 1000},
	} {
		r := receive(t, c.network, c.at)
		sent := make(chan error, 1)
		reporter := statsd.New(c.addr+r.LocalAddr().String(), &statsd.Options{MaxDatagram: c.limit})
		go func() { sent <- reporter.Send(t.Context(), []byte(body)) }()
		got := r.take(len(body))
		if err := <-sent; err != nil {
			t.Error(err)
		}
		if strings.Join(got, "") != body || len(got) > len(body)/(c.want-60)+1 {
			t.Errorf("limit %d: %d datagrams", c.want, len(got))
		}
		for _, datagram := range got {
			if len(datagram) > c.want || !strings.HasSuffix(datagram, "\n") || strings.Contains(firstLine(datagram), ":-") {
				t.Errorf("limit %d: a datagram of %d bytes that begins with %q", c.want, len(datagram), firstLine(datagram))
			}
		}
		r.Close()
		os.Remove(unix)
	}
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// What cannot be sent at all is sent as a whole once it can.
func TestALocalErrorLosesAndDoublesNothing(t *testing.T) {
	body := manyLines(100)
	unix := filepath.Join(t.TempDir(), "statsd.sock")
	udp := receive(t, "udp", "127.0.0.1:0")
	udp.Close()
	for _, c := range []struct {
		network, at string
		want        error
	}{
		{"unixgram", unix, syscall.ENOENT},
		{"udp", udp.LocalAddr().String(), syscall.ECONNREFUSED},
	} {
		reporter := statsd.New(c.network+"://"+c.at, nil)
		for range 3 {
			if err := reporter.Send(t.Context(), []byte(body)); !errors.Is(err, c.want) || errors.Is(err, reporters.ErrRejected) {
				t.Errorf("%s: got %v", c.network, err)
			}
		}
		r := receive(t, c.network, c.at)
		sent := make(chan error, 1)
		go func() { sent <- reporter.Send(t.Context(), []byte(body)) }()
		if got := strings.Join(r.take(len(body)), ""); got != body {
			t.Errorf("%s: got %d bytes of %d", c.network, len(got), len(body))
		}
		if err := <-sent; err != nil {
			t.Error(err)
		}
	}
}

// A Unix socket whose server does not read takes some datagrams. Later attempts send only the others, and the next
// batch is whole again even if it is the same.
func TestAnAttemptThatFailsHalfwayIsContinued(t *testing.T) {
	unix := filepath.Join(t.TempDir(), "statsd.sock")
	r := receive(t, "unixgram", unix)
	body := []byte(manyLines(10_000))
	reporter := statsd.New("unix://"+unix, nil)
	for range 2 {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		err := reporter.Send(ctx, body)
		cancel()
		if !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Fatalf("got %v", err)
		}
	}
	for range 2 {
		sent := make(chan error, 1)
		go func() { sent <- reporter.Send(t.Context(), append([]byte(nil), body...)) }() // as from a spool that unpacks
		if got := strings.Join(r.take(len(body)), ""); got != string(body) {
			t.Fatalf("got %d bytes of %d", len(got), len(body))
		}
		if err := <-sent; err != nil {
			t.Fatal(err)
		}
	}
}

// tcpServer treats each connection by handle.
func tcpServer(t *testing.T, handle func(*net.TCPConn)) (addr string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			handle(c.(*net.TCPConn))
			c.Close()
		}
	}()
	t.Cleanup(func() { l.Close(); <-done })
	return l.Addr().String()
}

func TestTCPDelivers(t *testing.T) {
	body := manyLines(50_000)
	got := make(chan string, 1)
	addr := tcpServer(t, func(c *net.TCPConn) {
		b, _ := io.ReadAll(c)
		got <- string(b)
	})
	if err := statsd.New("tcp://"+addr, nil).Send(t.Context(), []byte(body)); err != nil {
		t.Fatal(err)
	}
	if s := <-got; s != body {
		t.Errorf("%d bytes of %d", len(s), len(body))
	}
}

// A server that closes without reading, or never, may have counted: nothing is sent twice.
func TestTCPWithoutReceiptIsGivenUp(t *testing.T) {
	for name, handle := range map[string]func(*testing.T, *net.TCPConn){
		"closes": func(*testing.T, *net.TCPConn) {},
		"hangs":  func(t *testing.T, _ *net.TCPConn) { <-t.Context().Done() },
		"answers": func(_ *testing.T, c *net.TCPConn) {
			_, _ = io.WriteString(c, "HTTP/1.1 400 Bad Request\r\n\r\n")
			_, _ = io.ReadAll(c)
		},
	} {
		t.Run(name, func(t *testing.T) {
			reporter := statsd.New("tcp://"+tcpServer(t, func(c *net.TCPConn) { handle(t, c) }), nil)
			ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
			defer cancel()
			if err := reporter.Send(ctx, []byte("a:1|c\n")); !errors.Is(err, reporters.ErrRejected) {
				t.Errorf("got %v", err)
			}
		})
	}
}

// What the system took before a connection broke is not sent again, nor is the line in which it broke or a change that
// has lost what it refers to.
func TestTCPContinuesBehindWhereItBroke(t *testing.T) {
	var bodies []string
	done := make(chan struct{}, 2)
	stall := make(chan struct{})
	addr := tcpServer(t, func(c *net.TCPConn) {
		if len(bodies) == 0 {
			_, _ = io.ReadFull(c, make([]byte, 1))
			<-stall
			_ = c.SetLinger(0)
			bodies = append(bodies, "")
		} else {
			b, _ := io.ReadAll(c)
			bodies = append(bodies, string(b))
		}
		done <- struct{}{}
	})
	body := []byte(manyLines(200_000)) // more than the system's buffers
	reporter := statsd.New("tcp://"+addr, nil)
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	err := reporter.Send(ctx, body)
	if err == nil || errors.Is(err, reporters.ErrRejected) {
		t.Fatalf("got %v", err)
	}
	close(stall)
	<-done
	if err := reporter.Send(t.Context(), body); err != nil {
		t.Fatal(err)
	}
	<-done
	rest := bodies[1]
	if len(rest) == 0 || len(rest) == len(body) || !strings.HasSuffix(string(body), "\n"+rest) || strings.Contains(firstLine(rest), ":-") {
		t.Errorf("%d bytes of %d that begin with %q", len(rest), len(body), firstLine(rest))
	}
}

func TestUnreachable(t *testing.T) {
	for addr, want := range map[string]string{
		"http://x":     "must be one of udp, tcp, unix, unixgram",
		"no-port":      "missing port",
		"tcp://no-one": "missing port",
	} {
		if err := statsd.New(addr, nil).Send(t.Context(), []byte("a:1|c\n")); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v", addr, err)
		}
	}
}
