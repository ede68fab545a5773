package graphite_test

import (
	"context"
	"errors"
	"net"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/reporters/graphite"
)

func send(t *testing.T, addr, body string) error {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	return graphite.New(addr, nil).Send(ctx, []byte(body))
}

func TestSendDelivers(t *testing.T) {
	s := newSink(t, works)
	for _, body := range []string{"a 1 2\n", strings.Repeat("a.long.name 0.0034 1700000000\n", 200_000)} {
		if err := send(t, s.addr, body); err != nil {
			t.Fatal(err)
		}
		if got := s.received(); got[len(got)-1] != body {
			t.Errorf("%d bytes arrived, want %d", len(got[len(got)-1]), len(body))
		}
	}
}

func TestSendFailsUnlessEverythingWasRead(t *testing.T) {
	body := "a 1 2\nb 3 4\n"
	for name, handle := range map[string]func(net.Conn) ([]byte, bool){
		"closes at once":  closesAtOnce,
		"answers":         answers("HTTP/1.1 400 Bad Request\r\n\r\n"),
		"answers at last": answers("x"),
	} {
		t.Run(name, func(t *testing.T) {
			s := newSink(t, handle)
			for range 200 {
				if err := send(t, s.addr, body); err == nil {
					t.Error("counts as delivered")
				}
			}
		})
	}
	for n := range len(body) {
		s := newSink(t, resetsAfter(n))
		if err := send(t, s.addr, body); err == nil {
			t.Errorf("reset after byte %d counts as delivered", n)
		}
	}
}

func TestSendToAnUnreachableServer(t *testing.T) {
	err := send(t, unusedAddr(t), "a 1 2\n")
	if !errors.Is(err, syscall.ECONNREFUSED) || !strings.Contains(err.Error(), "127.0.0.1") {
		t.Errorf("want a refusal that names the address, got %v", err)
	}
	if err := send(t, "no-port", "a 1 2\n"); err == nil || !strings.Contains(err.Error(), "missing port") {
		t.Errorf("got %v", err)
	}
}

func TestSendEndsWithItsContext(t *testing.T) {
	for name, body := range map[string]string{
		"while it waits for the receipt": "a 1 2\n",
		"while it writes":                strings.Repeat("a.long.name 0.0034 1700000000\n", 1_000_000),
	} {
		t.Run(name, func(t *testing.T) {
			begun := make(chan struct{})
			s := newSink(t, func(c net.Conn) ([]byte, bool) {
				_, _ = c.Read(make([]byte, 1))
				close(begun)
				return nil, false
			})
			ctx, cancel := context.WithCancel(t.Context())
			sent := make(chan error, 1)
			go func() { sent <- graphite.New(s.addr, nil).Send(ctx, []byte(body)) }()
			<-begun
			cancel()
			select {
			case err := <-sent:
				if !errors.Is(err, os.ErrDeadlineExceeded) || !strings.Contains(err.Error(), s.addr) {
					t.Errorf("got %v", err)
				}
			case <-time.After(time.Minute):
				t.Fatal("Send goes on after its context")
			}
		})
	}
}

// The whole way: a program that runs before its Graphite, which then hangs, and at last works.
func TestUnreachableAtFirst(t *testing.T) {
	registry := metrics.NewRegistry(nil)
	hits := registry.Counter("hits")
	addr := unusedAddr(t)
	r := reporters.Start(registry, graphite.New(addr, &graphite.Options{Prefix: "app"}),
		&reporters.Options{Interval: time.Second, Timeout: 100 * time.Millisecond})
	waitFor(t, r, "to fail", func(h reporters.Health) bool { hits.Inc(); return h.Failures > 0 })
	s := newSinkAt(t, addr, hangs)
	failures := r.Health().Failures
	waitFor(t, r, "to time out", func(h reporters.Health) bool { hits.Inc(); return h.Failures > failures })
	s.become(works)
	waitFor(t, r, "to deliver", func(h reporters.Health) bool { hits.Inc(); return h.Acknowledged > 0 })
	if err := r.Close(t.Context()); err != nil {
		t.Error(err)
	}
	h := r.Health()
	if h.Captured != h.Acknowledged || h.Dropped() != 0 {
		t.Errorf("not everything arrived: %+v", h)
	}
	var sum float64
	var times []int64
	for _, body := range s.received() {
		p := parse(t, body)
		sum += p.value
		times = append(times, p.time)
	}
	if sum != float64(hits.Value()) || !slices.IsSorted(times) || len(slices.Compact(times)) != len(s.received()) {
		t.Errorf("counted %d, stored %v, at %v", hits.Value(), sum, times)
	}
}

// waitFor polls the health for at most a minute.
func waitFor(t *testing.T, r *reporters.Runner, what string, ok func(reporters.Health) bool) {
	t.Helper()
	poll := time.NewTicker(5 * time.Millisecond)
	defer poll.Stop()
	deadline := time.After(time.Minute)
	for !ok(r.Health()) {
		select {
		case <-poll.C:
		case <-deadline:
			t.Fatalf("waited a minute for the runner %s: %+v", what, r.Health())
		}
	}
}

func unusedAddr(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}
