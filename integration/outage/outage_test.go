package outage_test

import (
	"testing"
	"time"

	"github.com/binnacle-go/metrics/integration/outage"
)

// A short form of what the command in bench does for ten simulated minutes.
func TestOutagesLoseNothing(t *testing.T) {
	for _, name := range []string{"binnacle to Carbon", "binnacle to InfluxDB"} {
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
			if r.QueuedBytes > 1<<20 || r.Drain > 30*time.Second {
				t.Errorf("%d B queued, drained in %v", r.QueuedBytes, r.Drain)
			}
		})
	}
}
