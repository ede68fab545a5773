package jsonview_test

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/internal/jsonview"
)

// changing returns snapshots in which series come, go and change.
func changing(rnd *rand.Rand) []*metrics.Snapshot {
	names, values := []string{"x", "x/y", "x-y", "z\xff"}, []string{"", `v"`, "w"}
	kinds := []metrics.Kind{metrics.KindCounter, metrics.KindGauge, metrics.KindTimer, metrics.KindText, metrics.KindState, metrics.KindMeter}
	var out []*metrics.Snapshot
	var series []metrics.Series
	for i := range 60 {
		switch n := len(series); {
		case n > 3 && rnd.IntN(3) == 0:
			i := rnd.IntN(n)
			series = slices.Delete(series, i, i+1)
		case n > 0 && rnd.IntN(3) == 0:
			x := &series[rnd.IntN(n)]
			x.Count, x.Value, x.Text, x.Err = uint64(i), 1.5, "text", values[rnd.IntN(3)]
		default:
			x := metrics.Series{Name: names[rnd.IntN(len(names))], Kind: kinds[rnd.IntN(len(kinds))]}
			for _, key := range []string{"a", "b\n"} {
				if rnd.IntN(2) == 0 {
					x.Labels = append(x.Labels, metrics.Label{Key: key, Value: values[rnd.IntN(3)]})
				}
			}
			series = append(series, x)
		}
		out = append(out, &metrics.Snapshot{Time: time.Unix(int64(i), 0), Series: slices.Clone(series)})
	}
	return out
}

// What an Encoder remembers never shows.
func TestReuse(t *testing.T) {
	options := []jsonview.Options{{}, {Pretty: true}, {HDR: true}, {Timestamp: time.Unix(1, 0)}, {Path: "x"}}
	for seed := range uint64(5) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		var one jsonview.Encoder
		for i, s := range changing(rnd) {
			for _, o := range []jsonview.Options{{}, options[rnd.IntN(len(options))], {}} {
				var got, want strings.Builder
				one.Write(&got, s, o)
				jsonview.Write(&want, s, o)
				if got.String() != want.String() || !json.Valid([]byte(got.String())) {
					t.Fatalf("seed %d, snapshot %d, %+v: got\n%s\nwant\n%s", seed, i, o, got.String(), want.String())
				}
			}
		}
	}
}

func TestSteadyStateAllocatesNothing(t *testing.T) {
	s := mixed(1000).Snapshot()
	var e jsonview.Encoder
	run := func() { e.Write(io.Discard, s, jsonview.Options{}) }
	run()
	if n := testing.AllocsPerRun(20, run); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// mixed returns a registry of n series: of ten, seven counters, two gauges and a timer.
func mixed(n int) *metrics.Registry {
	r := metrics.NewRegistry(nil)
	for i := range n {
		name := fmt.Sprintf("service/part%d/item%d", i%10, i)
		switch i % 10 {
		case 7, 8:
			r.Gauge(name).Set(float64(i) * 1.1)
		case 9:
			t := r.Timer(name)
			for k := range 100 {
				t.Observe(time.Duration(k*k) * 37 * time.Microsecond)
			}
		default:
			r.Counter(name).Add(uint64(i) * 1001)
		}
	}
	return r
}

func BenchmarkWrite(b *testing.B) {
	for _, n := range []int{1000, 10000, 100000} {
		s := mixed(n).Snapshot()
		var e jsonview.Encoder
		b.Run(fmt.Sprintf("again/%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				e.Write(io.Discard, s, jsonview.Options{})
			}
		})
		b.Run(fmt.Sprintf("once/%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				jsonview.Write(io.Discard, s, jsonview.Options{})
			}
		})
	}
}
