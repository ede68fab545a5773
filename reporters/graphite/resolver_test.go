package graphite_test

import (
	"context"
	"encoding/binary"
	"errors"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/reporters/graphite"
)

// resolveBy makes package net ask a server of the test, until it ends.
func resolveBy(t *testing.T, dial func(context.Context) (net.Conn, error)) {
	old := net.DefaultResolver
	t.Cleanup(func() { net.DefaultResolver = old })
	net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return dial(ctx)
	}}
}

// nameServer answers each question for an IPv4 address with one of loopback, and each other one with nothing.
func nameServer(t *testing.T, last *atomic.Int32) (dial func(context.Context) (net.Conn, error)) {
	t.Helper()
	c, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for question := make([]byte, 512); ; {
			n, from, err := c.ReadFrom(question)
			if err != nil {
				return
			}
			_, _ = c.WriteTo(answerTo(question[:n], []byte{127, 0, 0, byte(last.Load())}), from)
		}
	}()
	t.Cleanup(func() { c.Close(); <-done })
	return func(ctx context.Context) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", c.LocalAddr().String())
	}
}

// answerTo returns a message of DNS with the question of another and, if that is for an A record, with it.
func answerTo(message, ip []byte) []byte {
	end := 12
	for message[end] != 0 { // labels of the name
		end += int(message[end]) + 1
	}
	end += 5
	answer := append([]byte{message[0], message[1], 0x84, 0, 0, 1, 0, 0, 0, 0, 0, 0}, message[12:end]...)
	if binary.BigEndian.Uint16(message[end-4:]) == 1 {
		answer[7] = 1
		answer = append(answer, 0xc0, 12, 0, 1, 0, 1, 0, 0, 14, 16, 0, 4) // that name, an hour to live, 4 bytes
		answer = append(answer, ip...)
	}
	return answer
}

// A server that moves is found at its new address by the next delivery, though the old one still works.
func TestAnAddressThatChangesIsResolvedAgain(t *testing.T) {
	var at atomic.Int32 // the last byte of the address
	at.Store(1)
	resolveBy(t, nameServer(t, &at))
	old := newSink(t, works)
	_, port, _ := net.SplitHostPort(old.addr)
	moved := newSinkAt(t, "127.0.0.2:"+port, works)
	r := graphite.New("carbon.example.com.:"+port, nil)
	for i, s := range []*sink{old, moved} {
		at.Store(int32(i + 1))
		if err := r.Send(t.Context(), []byte("a 1 2\n")); err != nil {
			t.Fatal(err)
		}
		if got := s.received(); len(got) != 1 {
			t.Errorf("at address %d: got %q", i+1, got)
		}
	}
}

func TestAnAddressThatChangesIsResolvedAgainForUDP(t *testing.T) {
	var at atomic.Int32 // the last byte of the address
	at.Store(1)
	resolveBy(t, nameServer(t, &at))
	old, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer old.Close()
	_, port, _ := net.SplitHostPort(old.LocalAddr().String())
	moved, err := net.ListenPacket("udp", "127.0.0.2:"+port)
	if err != nil {
		t.Fatal(err)
	}
	defer moved.Close()
	r := graphite.New("udp://carbon.example.com.:"+port, nil)
	for i, c := range []net.PacketConn{old, moved} {
		at.Store(int32(i + 1))
		if err := r.Send(t.Context(), []byte("a 1 2\n")); err != nil {
			t.Fatal(err)
		}
		_ = c.SetReadDeadline(time.Now().Add(10 * time.Second))
		if _, _, err := c.ReadFrom(make([]byte, 100)); err != nil {
			t.Errorf("at address %d: %v", i+1, err)
		}
	}
}

// A resolver that hangs costs an attempt its time, and nobody else any.
func TestAHungResolverIsBounded(t *testing.T) {
	asked := make(chan struct{}, 100)
	resolveBy(t, func(ctx context.Context) (net.Conn, error) {
		asked <- struct{}{}
		<-ctx.Done()
		return nil, ctx.Err()
	})
	registry := metrics.NewRegistry(nil)
	hits := registry.Counter("hits")
	r := graphite.New("carbon.example.com.:2003", &graphite.Options{DialTimeout: 50 * time.Millisecond})
	runner := reporters.Start(registry, r, quietly())
	closed := make(chan error, 1)
	go func() { closed <- runner.Close(t.Context()) }()
	<-asked
	hits.Inc()
	registry.Snapshot() // returns while the resolver hangs
	err := <-closed
	var hung *net.OpError
	if !errors.As(err, &hung) || !hung.Timeout() {
		t.Errorf("got %v", err)
	}
	h := runner.Health()
	if h.Captured == 0 || h.Captured != h.Acknowledged+h.Rejected+h.Dropped()+h.Queued || !strings.Contains(h.LastError, "carbon.example.com") {
		t.Errorf("got %+v", h)
	}
}
