package outage_test

import (
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics/integration/outage"
)

// A short form of what the command in bench does for ten simulated minutes.
func TestOutagesLoseNothing(t *testing.T) {
	for _, name := range []string{"binnacle to Carbon", "binnacle to InfluxDB", "binnacle to OTLP"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, err := outage.Run(outage.Options{Subject: name, Ticks: 16, Interval: time.Second, Seed: 1})
			if err != nil {
				t.Fatal(err)
			}
			t.Log(r.String(), r.Faults)
			if r.Lost() > 0 || r.Wrong > 0 || r.Expected < 14*1000 {
				t.Errorf("lost %d of %d, wrong %d", r.Lost(), r.Expected, r.Wrong)
			}
			if counted, of, _ := strings.Cut(r.Hits, " of "); counted != of {
				t.Errorf("the counter is at %s", r.Hits)
			}
			if r.QueuedBytes > 1<<20 || r.Drain > 30*time.Second {
				t.Errorf("%d B queued, drained in %v", r.QueuedBytes, r.Drain)
			}
		})
	}
}

// OpenTelemetry's own exporter gives values up, but not what was counted. What another library loses is no fault of
// this one: only what this documentation says of it is checked.
func TestOpenTelemetrysReaderKeepsTotals(t *testing.T) {
	t.Parallel()
	r, err := outage.Run(outage.Options{Subject: "OpenTelemetry's reader to OTLP", Ticks: 16, Interval: time.Second, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Log(r.String(), r.Faults)
	if counted, of, _ := strings.Cut(r.Hits, " of "); counted != of || r.Wrong > 0 {
		t.Errorf("the counter is at %s, wrong %d", r.Hits, r.Wrong)
	}
}
