package statsd_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/reporters/statsd"
)

// The whole way: a program that runs before its StatsD, which then comes up. Counters lose nothing.
func TestCountersCarryOverALocalError(t *testing.T) {
	registry := metrics.NewRegistry(nil)
	hits := registry.Counter("hits")
	path := filepath.Join(t.TempDir(), "statsd.sock")
	runner := reporters.Start(registry, statsd.New("unix://"+path, &statsd.Options{Prefix: "."}),
		&reporters.Options{Interval: time.Second, Phase: -1})
	waitFor(t, runner, func(h reporters.Health) bool { hits.Inc(); return h.Queued > 1 && h.Failing })

	r := receive(t, "unixgram", path)
	waitFor(t, runner, func(h reporters.Health) bool { hits.Inc(); return h.Queued == 0 && h.Acknowledged > 1 })
	if err := runner.Close(t.Context()); err != nil {
		t.Error(err)
	}
	h := runner.Health()
	if h.Captured != h.Acknowledged {
		t.Errorf("%+v", h)
	}
	s := newServer(etsyFormat)
	b := make([]byte, 1<<16)
	for s.counters["hits"] < hits.Value() {
		_ = r.SetReadDeadline(time.Now().Add(10 * time.Second))
		n, _, err := r.ReadFrom(b)
		if err != nil {
			t.Fatalf("%d of %d: %v", s.counters["hits"], hits.Value(), err)
		}
		s.take(t, string(b[:n]))
	}
	if s.counters["hits"] != hits.Value() {
		t.Errorf("%d were counted, %d are stored", hits.Value(), s.counters["hits"])
	}
}

func waitFor(t *testing.T, r *reporters.Runner, ok func(reporters.Health) bool) {
	t.Helper()
	poll := time.NewTicker(5 * time.Millisecond)
	defer poll.Stop()
	deadline := time.After(time.Minute)
	for !ok(r.Health()) {
		select {
		case <-poll.C:
		case <-deadline:
			t.Fatalf("waited a minute: %+v", r.Health())
		}
	}
}

func TestName(t *testing.T) {
	if got := statsd.New("localhost:8125", nil).Name(); got != "statsd/localhost:8125" {
		t.Error(got)
	}
	if s := statsd.Etsy.String() + " " + statsd.DogStatsD.String(); !strings.EqualFold(s, "etsy dogstatsd") {
		t.Error(s)
	}
}
