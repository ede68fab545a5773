package dashboard_test

import (
	"encoding/json"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/binnacle-go/metrics"
)

func TestParallelRequestsShareTwoGathers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reg := metrics.NewRegistry(nil)
		d := newDashboard(t, reg, nil)
		hits := reg.Counter("hits")
		var gathers atomic.Int32
		release := make(chan struct{})
		reg.GaugeFunc("gathers", func() float64 {
			<-release
			return float64(gathers.Add(1))
		})

		var wg sync.WaitGroup
		wg.Go(func() { get(d, "format=json") })
		synctest.Wait() // the first gather has begun, and waits
		hits.Add(42)
		for range 999 {
			wg.Go(func() {
				if got := get(d, "format=json").Body.String(); got != "{\"gathers\":2,\"hits\":42}\n" {
					t.Errorf("a request that came during the first gather got %s", got)
				}
			})
		}
		synctest.Wait() // all others wait for the next one
		close(release)
		wg.Wait()
		if n := gathers.Load(); n != 2 {
			t.Errorf("1,000 requests cost %d gathers, want 2", n)
		}
	})
}

func TestAnswersHoldWhatHappenedBefore(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	hits := reg.Counter("hits")
	d := newDashboard(t, reg, nil)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 200 {
				hits.Inc()
				before := hits.Value()
				var got struct{ Hits uint64 }
				if err := json.Unmarshal(get(d, "format=json").Body.Bytes(), &got); err != nil {
					t.Error(err)
				}
				if got.Hits < before {
					t.Errorf("the answer says %d, but %d had happened before the request", got.Hits, before)
				}
			}
		})
	}
	wg.Wait()
}
