package history_test

import (
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history"
)

// Any number of readers may ask while the store samples, series come and go, and old slots are dropped.
func TestReadersDoNotDisturbTheSampler(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	hits, latency := reg.Counter("hits"), reg.Timer("latency")
	s := history.New(reg, &history.Options{
		MaxBytes: 32 << 10, Path: filepath.Join(t.TempDir(), "app.box"),
		Resolutions: []history.Resolution{{Step: 10 * time.Millisecond, Keep: 200 * time.Millisecond}, {Step: 50 * time.Millisecond, Keep: time.Hour}},
	})
	defer s.Close()
	ticks, cancel := s.Subscribe()
	defer cancel()
	var done atomic.Bool
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() {
			for !done.Load() {
				now := time.Now()
				if r := s.Range("latency", nil, now.Add(-time.Minute), now, 0); r.Total().Count != r.Total().Dist.Count() {
					t.Error("counts and distributions differ")
				}
				s.Range("passing/g", []metrics.Label{{Key: "n", Value: "7"}}, now.Add(-time.Minute), now, 0)
				s.Since(time.Second)
				s.Latest()
				s.Stats()
			}
		})
	}
	for i := range 150 {
		<-ticks
		hits.Inc()
		latency.Observe(time.Duration(i) * time.Millisecond)
		scope := reg.SubScope("passing", metrics.L("n", fmt.Sprint(i%20)))
		scope.Gauge("g").Set(1)
		if i%3 == 0 {
			scope.Close()
		}
	}
	done.Store(true)
	readers.Wait()
	if err := s.Stats().Box.Err; err != nil {
		t.Error(err)
	}
}
