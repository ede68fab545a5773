package exposition_test

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/exposition"
)

// buckets returns the bucket counts of the only timer or histogram of a snapshot, by le, and its sample of count.
func buckets(t testing.TB, s *metrics.Snapshot, f exposition.Format, o *exposition.Options) (map[string]string, string) {
	t.Helper()
	families, err := parse(encode(t, s, f, o), f.Syntax == exposition.OpenMetrics100)
	if err != nil {
		t.Fatal(err)
	}
	counts := map[string]string{}
	for _, x := range families[0].samples[:len(families[0].samples)-2] {
		counts[x.labels["le"]] = x.value
	}
	return counts, families[0].samples[len(families[0].samples)-1].value
}

func TestTimerBuckets(t *testing.T) {
	want := []string{
		"0.0001", "0.00025", "0.0005", "0.001", "0.0025", "0.005", "0.01", "0.025", "0.05",
		"0.1", "0.25", "0.5", "1", "2.5", "5", "10", "25", "50", "100", "+Inf",
	}
	r := metrics.NewRegistry(nil)
	timer := r.Timer("t")
	empty, _ := buckets(t, r.Snapshot(), text, nil)
	if len(empty) != len(want) {
		t.Errorf("a timer without observations has buckets %v", empty)
	}
	// An observation of exactly the boundary is at most the boundary, though its bucket reaches beyond it.
	for _, le := range want[:len(want)-1] {
		v, _ := strconv.ParseFloat(le, 64)
		timer.Observe(time.Duration(math.Round(v * 1e9)))
	}
	timer.Observe(time.Hour)
	got, count := buckets(t, r.Snapshot(), text, nil)
	for i, le := range want {
		if got[le] != strconv.Itoa(i+1) {
			t.Errorf("le=%q: %s, want %d", le, got[le], i+1)
		}
	}
	if len(got) != len(want) || count != "20" {
		t.Errorf("%d buckets, count %s", len(got), count)
	}
}

// A boundary counts all observations up to it, and none that is more than the resolution above it.
func TestBucketsAreTrue(t *testing.T) {
	r := metrics.NewRegistry(nil)
	timer, size := r.Timer("t"), r.Histogram("h", metrics.Unit("By"))
	var observed []float64
	for range 20000 {
		v := math.Exp(rand.Float64()*18 - 4)
		observed = append(observed, v)
		timer.Observe(time.Duration(v * float64(time.Second)))
		size.Observe(v)
	}
	atMost := func(limit float64, round func(float64) float64) (n int) {
		for _, v := range observed {
			if round(v) <= limit {
				n++
			}
		}
		return n
	}
	for name, round := range map[string]func(float64) float64{
		"t": func(v float64) float64 { return time.Duration(v * float64(time.Second)).Seconds() },
		"h": math.Round,
	} {
		got, count := buckets(t, r.Snapshot().Sub(name), openMetrics, nil)
		if count != "20000" || got["+Inf"] != count {
			t.Errorf("count %s, +Inf %s", count, got["+Inf"])
		}
		for _, le := range slices.Collect(maps.Keys(got)) {
			limit, _ := strconv.ParseFloat(le, 64)
			n, _ := strconv.Atoi(got[le])
			if low, high := atMost(limit, round), atMost(limit*1.008, round); n < low || n > high {
				t.Errorf("%s le=%s: %d, want %d to %d", name, le, n, low, high)
			}
		}
	}
}

func TestDefaultBuckets(t *testing.T) {
	for _, unit := range []string{"s", "By", "1", "", "{rows}"} {
		b := exposition.DefaultBuckets(unit)
		if len(b) < 10 || len(b) > 20 || !slices.IsSorted(b) {
			t.Errorf("%q: %v", unit, b)
		}
		b[0] = -1
		if exposition.DefaultBuckets(unit)[0] == -1 {
			t.Errorf("%q: the defaults can be changed", unit)
		}
	}
}

func TestCustomBuckets(t *testing.T) {
	o := &exposition.Options{Buckets: func(name, unit string) []float64 {
		switch name {
		case "db/query":
			if unit != "s" {
				t.Errorf("unit %q of a timer", unit)
			}
			return []float64{10, math.Inf(1), 1, 1, math.NaN(), -3, 0}
		case "none":
			return []float64{}
		}
		return nil
	}}
	r := metrics.NewRegistry(nil)
	r.Timer("db/query").Observe(0)
	r.Timer("none").Observe(1)
	r.Histogram("other").Observe(1)
	s := r.Snapshot()
	got, _ := buckets(t, s.Sub("db"), text, o)
	if want := map[string]string{"0": "1", "1": "1", "10": "1", "+Inf": "1"}; !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	got, _ = buckets(t, s.Sub("none"), text, o)
	if want := map[string]string{"+Inf": "1"}; !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	got, _ = buckets(t, s.Sub("other"), openMetrics, o)
	if want := len(exposition.DefaultBuckets("")) + 1; len(got) != want || got["1.0"] != "1" {
		t.Errorf("got %v, want %d defaults", got, want)
	}
}

// What could not be recorded as it was is counted from the start.
func TestHistogramFaults(t *testing.T) {
	r := metrics.NewRegistry(nil)
	h := r.Histogram("h")
	for n := range 2 {
		want := []string{fmt.Sprintf("h_clamped_total %d", 2*n), fmt.Sprintf("h_rejected_total %d", n)}
		got := samples(t, r.Snapshot(), text)
		if got = got[len(got)-2:]; !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		h.Observe(-1)
		h.Observe(1e300)
		h.Observe(math.NaN())
	}
}
