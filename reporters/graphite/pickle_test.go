package graphite_test

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/reporters/graphite"
)

func pickled(registry *metrics.Registry, prefix string) reporters.Batch {
	s := registry.Snapshot()
	return graphite.New("localhost:2004", &graphite.Options{Prefix: prefix, Pickle: true}).
		Encode(&reporters.Capture{Tick: time.Unix(1700000000, 0), Total: s, Interval: s})
}

// messages splits what is sent as Carbon does.
func messages(t testing.TB, body []byte) (all []string) {
	t.Helper()
	for len(body) > 0 {
		if len(body) < 4 || len(body)-4 < int(binary.BigEndian.Uint32(body)) {
			t.Fatalf("%d bytes are left: no whole message", len(body))
		}
		n := 4 + int(binary.BigEndian.Uint32(body))
		all = append(all, string(body[4:n]))
		body = body[n:]
	}
	return all
}

// The wanted bytes are what Python's pickle module calls [("g", (1700000000, -0.25)), ...], but for what memory it saves.
func TestPickledBytes(t *testing.T) {
	for _, c := range []struct {
		name string
		make func(*metrics.Registry)
		want string
	}{
		{"a float", func(r *metrics.Registry) { r.Gauge("g").Set(-0.25) },
			"80025d28" + "5801000000" + "67" + "4a00f15365" + "47bfd0000000000000" + "8686" + "652e"},
		{"a small count", func(r *metrics.Registry) { r.Counter("c").Add(7) },
			"80025d28" + "5807000000" + "632e636f756e74" + "4a00f15365" + "4a07000000" + "8686" + "652e"},
		{"a count beyond float64", func(r *metrics.Registry) { r.Counter("c").Add(1<<53 + 1) },
			"80025d28" + "5807000000" + "632e636f756e74" + "4a00f15365" + "8a0701000000000020" + "8686" + "652e"},
		{"a count that looks negative", func(r *metrics.Registry) { r.Counter("c").Add(1<<31 + 1<<7) },
			"80025d28" + "5807000000" + "632e636f756e74" + "4a00f15365" + "8a058000008000" + "8686" + "652e"},
		{"the largest whole number", func(r *metrics.Registry) { r.Counter("c").Add(1<<63 - 1) },
			"80025d28" + "5807000000" + "632e636f756e74" + "4a00f15365" + "8a08ffffffffffffff7f" + "8686" + "652e"},
		{"beyond", func(r *metrics.Registry) { r.Counter("c").Add(1 << 63) },
			"80025d28" + "5807000000" + "632e636f756e74" + "4a00f15365" + "4743e0000000000000" + "8686" + "652e"},
	} {
		t.Run(c.name, func(t *testing.T) {
			registry := metrics.NewRegistry(nil)
			c.make(registry)
			batch := pickled(registry, ".")
			got := messages(t, batch.Body)
			if len(got) != 1 || hex.EncodeToString([]byte(got[0])) != c.want || batch.Points != 1 {
				t.Errorf("got %d points in %x, want %s", batch.Points, got, c.want)
			}
		})
	}
}

func TestNothingIsPickledAsNothing(t *testing.T) {
	if b := pickled(metrics.NewRegistry(nil), "."); len(b.Body) != 0 || b.Points != 0 {
		t.Errorf("%d points in %x", b.Points, b.Body)
	}
}

func TestMessagesAreBounded(t *testing.T) {
	few, long := metrics.NewRegistry(nil), metrics.NewRegistry(nil)
	for i := range 1200 {
		few.Gauge(fmt.Sprint(i))
		long.Gauge(strings.Repeat("long/", 400) + fmt.Sprint(i))
	}
	for _, c := range []struct {
		registry *metrics.Registry
		want     int
	}{{few, 3}, {long, 10}} {
		batch := pickled(c.registry, ".")
		got := messages(t, batch.Body)
		if len(got) != c.want || batch.Points != 1200 {
			t.Errorf("%d points in %d messages, want %d", batch.Points, len(got), c.want)
		}
		for _, m := range got {
			if len(m) > 300<<10 {
				t.Errorf("a message of %d bytes", len(m))
			}
		}
	}
}
