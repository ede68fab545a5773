package graphite_test

import (
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/reporters/graphite"
)

func TestUnixSocket(t *testing.T) {
	path := filepath.Join(t.TempDir(), "carbon.sock")
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	s := newSinkOn(t, l, works)
	body := strings.Repeat("a.long.name 0.0034 1700000000\n", 100_000)
	if err := send(t, "unix://"+path, body); err != nil {
		t.Fatal(err)
	}
	if got := s.received(); len(got) != 1 || got[0] != body {
		t.Errorf("%d bodies arrived", len(got))
	}
	s.become(closesAtOnce)
	if err := send(t, "unix://"+path, body); err == nil {
		t.Error("what nobody read counts as delivered")
	}
	if err := send(t, "unix:///nowhere/at/all", body); !errors.Is(err, syscall.ENOENT) {
		t.Errorf("got %v", err)
	}
}

// packets returns a UDP socket and a function that reads what has arrived there.
func packets(t *testing.T) (addr string, read func() []string) {
	t.Helper()
	l, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l.LocalAddr().String(), func() (all []string) {
		end, err := net.Dial("udp", l.LocalAddr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer end.Close()
		if _, err := end.Write([]byte("end")); err != nil {
			t.Fatal(err)
		}
		b := make([]byte, 1<<16)
		for {
			n, err := l.Read(b)
			if err != nil {
				t.Fatal(err)
			}
			if string(b[:n]) == "end" {
				return all
			}
			all = append(all, string(b[:n]))
		}
	}
}

func TestDatagramsAreWholeLinesWithinTheLimit(t *testing.T) {
	addr, read := packets(t)
	var lines []string
	for i := range 1000 {
		lines = append(lines, fmt.Sprintf("a.name.%d 0.0034 1700000000\n", i))
	}
	body := strings.Join(lines, "")
	for limit, want := range map[int]int{0: 1432, 600: 600, 1: 512} {
		r := graphite.New("udp://"+addr, &graphite.Options{MaxDatagram: limit})
		if err := r.Send(t.Context(), []byte(body)); err != nil {
			t.Fatal(err)
		}
		got := read()
		if strings.Join(got, "") != body || len(got) > len(body)/(want-40)+1 {
			t.Errorf("limit %d: %d datagrams, %d bytes of %d", limit, len(got), len(strings.Join(got, "")), len(body))
		}
		for _, datagram := range got {
			if len(datagram) > want || !strings.HasSuffix(datagram, "\n") {
				t.Errorf("limit %d: a datagram of %d bytes", limit, len(datagram))
			}
		}
	}
}

// What nobody receives is sent again from the start.
func TestRefusedDatagramsFail(t *testing.T) {
	l, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	err = send(t, "udp://"+l.LocalAddr().String(), "a 1 2\n")
	if !errors.Is(err, syscall.ECONNREFUSED) {
		t.Errorf("got %v", err)
	}
}

func TestOptionsThatContradictEachOther(t *testing.T) {
	for _, c := range []struct {
		addr string
		o    graphite.Options
		want string
	}{
		{"udp://h:1", graphite.Options{Pickle: true}, "no room in datagrams"},
		{"udp://h:1", graphite.Options{Persistent: true}, "no connections to keep"},
		{"udp://h:1", graphite.Options{TLS: trusting(t)}, "TLS needs TCP"},
		{"unix:///s", graphite.Options{TLS: trusting(t)}, "TLS needs TCP"},
		{"http://h:1", graphite.Options{}, "one of tcp, udp, unix"},
	} {
		err := graphite.New(c.addr, &c.o).Send(t.Context(), []byte("a 1 2\n"))
		if err == nil || !strings.Contains(err.Error(), c.want) || errors.Is(err, reporters.ErrRejected) {
			t.Errorf("%s with %+v: got %v", c.addr, c.o, err)
		}
	}
}

// One address resolves anew at each delivery, and a name works as well as a number.
func TestSendByName(t *testing.T) {
	s := newSink(t, works)
	_, port, _ := net.SplitHostPort(s.addr)
	for range 2 {
		if err := send(t, "tcp://localhost:"+port, "a 1 2\n"); err != nil {
			t.Fatal(err)
		}
	}
	if got := s.received(); !slices.Equal(got, []string{"a 1 2\n", "a 1 2\n"}) {
		t.Errorf("got %q", got)
	}
}
