package wire_test

import (
	"bytes"
	"context"
	"errors"
	"net"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/binnacle-go/metrics/reporters/internal/wire"
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		addr string
		want wire.Endpoint
		err  string
	}{
		{"host:2003", wire.Endpoint{Network: "tcp", Address: "host:2003"}, ""},
		{"[::1]:2003", wire.Endpoint{Network: "tcp", Address: "[::1]:2003"}, ""},
		{"udp://host:2003", wire.Endpoint{Network: "udp", Address: "host:2003"}, ""},
		{"unix:///run/a.sock", wire.Endpoint{Network: "unix", Address: "/run/a.sock"}, ""},
		{"http://host", wire.Endpoint{}, `address "http://host": the network must be one of tcp, udp, unix`},
	} {
		got, err := wire.Parse(c.addr, "tcp", "udp", "unix")
		if got != c.want || (err == nil) != (c.err == "") || err != nil && err.Error() != c.err {
			t.Errorf("%s: got %v, %v", c.addr, got, err)
		}
	}
}

func bound(line []byte) bool { return bytes.HasPrefix(line, []byte("-")) }

func TestNext(t *testing.T) {
	for _, c := range []struct {
		body  string
		limit int
		want  []string
	}{
		{"", 10, nil},
		{"a\nb\nc\n", 4, []string{"a\nb\n", "c\n"}},
		{"a\nb\nc\n", 5, []string{"a\nb\n", "c\n"}},
		{"a\nb\n-c\nd\n", 4, []string{"a\n", "b\n-c\n", "d\n"}},
		{"-a\n-b\n-c\nd\n", 2, []string{"-a\n-b\n-c\n", "d\n"}},
		{"no end", 3, []string{"no end"}},
	} {
		var got []string
		for rest := []byte(c.body); len(rest) > 0; {
			n := wire.Next(rest, c.limit, bound)
			got, rest = append(got, string(rest[:n])), rest[n:]
		}
		if strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("%q in datagrams of %d: got %q, want %q", c.body, c.limit, got, c.want)
		}
	}
}

// FuzzNext checks that datagrams keep everything, end with lines, keep to the limit and part no bound lines.
func FuzzNext(f *testing.F) {
	f.Add("a:1|c\nb:0|g\n-b:-5|g\n", 12)
	f.Add("\n\n\n-\n", 1)
	f.Fuzz(func(t *testing.T, body string, limit int) {
		limit = min(max(limit, 1), 1000)
		for rest := []byte(body); len(rest) > 0; {
			n := wire.Next(rest, limit, bound)
			if n < 1 || n > len(rest) || n < len(rest) && (rest[n-1] != '\n' || bound(rest[n:])) {
				t.Fatalf("cut at %d of %q", n, rest)
			}
			datagram := rest[:n]
			lines := bytes.SplitAfter(datagram, []byte("\n"))
			units := 0
			for _, l := range lines {
				if len(l) > 0 && !bound(l) {
					units++
				}
			}
			if n > limit && units > 1 {
				t.Fatalf("%d bytes in %q, the limit is %d", n, datagram, limit)
			}
			rest = rest[n:]
		}
	})
}

func TestBindEndsReading(t *testing.T) {
	a, b := net.Pipe()
	defer a.Close()
	defer b.Close()
	ctx, cancel := context.WithCancel(t.Context())
	release := wire.Bind(ctx, a)
	cancel()
	if _, err := a.Read(make([]byte, 1)); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	if release() {
		t.Error("the connection seems usable")
	}
}

func TestRefused(t *testing.T) {
	l, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	e := wire.Endpoint{Network: "udp", Address: l.LocalAddr().String()}
	check := func() error {
		c, err := e.Dial(t.Context(), time.Second)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		if _, err := c.Write([]byte("x")); err != nil {
			t.Fatal(err)
		}
		return wire.Refused(c)
	}
	if err := check(); err != nil {
		t.Errorf("somebody listens: %v", err)
	}
	l.Close()
	if err := check(); !errors.Is(err, syscall.ECONNREFUSED) {
		t.Errorf("nobody listens: got %v", err)
	}
}
