package history_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history"
)

// With so many series a page takes several samples to make. Whatever is under way, nothing is missing, and nothing is
// counted twice; also when the clock is set back meanwhile.
func TestPagesThatTakeSeveralSamples(t *testing.T) {
	const series = 8000
	reg := metrics.NewRegistry(nil)
	var counters []*metrics.Counter
	for i := range series {
		counters = append(counters, reg.Counter(fmt.Sprintf("c%04d", i)))
	}
	timer := reg.Timer("timer")
	a := history.NewArchive(reg, aDay, &history.Options{Resolutions: []history.Resolution{
		{Step: time.Second, Keep: 40 * time.Second}, {Step: 5 * time.Second, Keep: 2 * time.Minute}, {Step: 10 * time.Second, Keep: time.Hour},
	}})
	expect := func(total uint64) {
		t.Helper()
		for _, name := range []string{"c0000", "c3999", "c7999", "timer"} {
			if got := a.Range(name, nil, aDay, a.Now(), 0).Total().Count; got != total {
				t.Fatalf("after %v, %s has %d events, want %d", a.Now().Sub(aDay), name, got, total)
			}
		}
	}
	for i := range uint64(150) {
		for _, c := range counters {
			c.Inc()
		}
		timer.Observe(time.Duration(i) * time.Millisecond)
		a.Pass(time.Second)
		expect(i + 1)
	}
	a.Set(a.Now().Add(-30 * time.Second))
	a.Pass(0)
	expect(120)
}

// A store that was short of room keeps distributions in their own buckets again when there is room.
func TestRoomThatIsBackIsUsed(t *testing.T) {
	s := newService(0, 0, 20)
	a := history.NewArchive(s.reg, aDay, &history.Options{MaxBytes: 60 << 10, Resolutions: []history.Resolution{
		{Step: time.Second, Keep: time.Minute}, {Step: 10 * time.Second, Keep: 5 * time.Minute},
	}})
	during := func(seconds, observations int) (coarse float64) {
		for range seconds {
			s.second(observations)
			a.Pass(time.Second)
		}
		return a.Range("service/part000/latency0", nil, a.Now().Add(-50*time.Second), a.Now().Add(-40*time.Second), 0).RelativeError
	}
	if coarse := during(600, 100); coarse < 0.06 {
		t.Fatalf("the error is %v, so that nothing was short", coarse)
	}
	if coarse := during(600, 1); coarse > 0.01 {
		t.Errorf("the error is still %v", coarse)
	}
}
