package statsd_test

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters/statsd"
)

func TestFewObservationsAreSentOneByOne(t *testing.T) {
	registry := metrics.NewRegistry(nil)
	h := registry.Histogram("size")
	for _, v := range []float64{7, 3, 3, 0} {
		h.Observe(v)
	}
	registry.Timer("search", metrics.L("k", "v")).Observe(0)
	for dialect, want := range map[statsd.Dialect][]string{
		statsd.Etsy:      {"search.k.v:0|ms\n", "size:0|ms\n", "size:3|ms\n", "size:3|ms\n", "size:7|ms\n"},
		statsd.DogStatsD: {"search:0|d|#k:v\n", "size:0|d\n", "size:3|d\n", "size:3|d\n", "size:7|d\n"},
	} {
		batch := encode(registry, statsd.Options{Prefix: ".", Dialect: dialect, Samples: 4})
		if got := lines(batch); !slices.Equal(got, want) || batch.Points != 5 {
			t.Errorf("%v: got %d points in %q, want %q", dialect, batch.Points, got, want)
		}
	}
}

func TestTimersAreInMillisecondsAndWithinTheirResolution(t *testing.T) {
	registry := metrics.NewRegistry(nil)
	registry.Timer("search").Observe(320 * time.Millisecond)
	registry.Timer("search").Start().Fail(fmt.Errorf("broken"))
	s := newServer(etsyFormat)
	s.take(t, string(encode(registry, statsd.Options{Prefix: ".", Samples: 10}).Body))
	got := s.timers["search"]
	if len(got) != 2 || math.Abs(got[1].value-320) > 3.2 || s.counters["search.errors"] != 1 || len(s.gauges) > 0 {
		t.Errorf("got %v, %v, %v", got, s.counters, s.gauges)
	}
}

// However many there are, the samples weigh exactly as many observations, and both those servers that weigh them and
// those that do not find the quantiles.
func TestSamplesKeepCountsAndQuantiles(t *testing.T) {
	for _, n := range []int{1, 99, 100, 101, 150, 199, 4_853, 4_900, 12_345, 200_000} {
		registry := metrics.NewRegistry(nil)
		h := registry.Histogram("h")
		for i := range n {
			h.Observe(float64(i))
		}
		s := newServer(etsyFormat)
		s.take(t, string(encode(registry, statsd.Options{Prefix: ".", Samples: 100}).Body))
		got := s.timers["h"]
		if len(got) > 104 || n >= 100 && len(got) < 50 || n <= 100 && len(got) != n {
			t.Errorf("%d observations become %d samples", n, len(got))
		}
		var whole, exact float64
		for _, p := range got {
			exact += 1 / p.rate
			whole += float64(int(1 / p.rate)) // as servers do that cut off
		}
		if exact != float64(n) || whole != float64(n) {
			t.Errorf("%d observations become %v or %v", n, exact, whole)
		}
		middle := got[len(got)/2].value
		if d := math.Abs(middle - float64(n)/2); d > 0.03*float64(n)+1 {
			t.Errorf("the median of %d observations is %v", n, middle)
		}
	}
}
