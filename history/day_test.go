//go:build !race

// With the race detector this would take minutes, and it has but one goroutine. The tests on 32 bits run it.

package history_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history"
)

// A diary is what really happened, second by second.
type diary struct {
	begin  time.Time
	values [][]float64 // observations
	gauge  []float64
	events []uint64
}

// between returns what happened from one time to another.
func (d *diary) between(from, to time.Time) (values []float64, gauge []float64, events uint64) {
	at := func(t time.Time) int { return min(max(int(t.Sub(d.begin)/time.Second), 0), len(d.events)) }
	for i := at(from); i < at(to); i++ {
		values = append(values, d.values[i]...)
		events += d.events[i]
	}
	slices.Sort(values)
	return values, d.gauge[at(from):at(to)], events
}

// record lets a day of a service pass whose load and latency change, with bursts, pauses and outliers.
func record(reg *metrics.Registry, random *rand.Rand, seconds int) *diary {
	timer, gauge, counter := reg.Timer("latency"), reg.Gauge("depth"), reg.Counter("events")
	d := &diary{begin: time.Now().Truncate(time.Second)}
	median := 0.01
	for i := range seconds {
		n := int(6 + 5*math.Sin(float64(i)/5000) + random.ExpFloat64())
		if i/1000%7 == 3 {
			n = 0
		}
		median *= math.Exp(0.01 * random.NormFloat64())
		var values []float64
		for range n {
			v := time.Duration(1e9 * median * math.Exp(0.6*random.NormFloat64()))
			if random.IntN(1000) == 0 {
				v *= 50
			}
			timer.Observe(v)
			values = append(values, v.Seconds())
		}
		counter.Add(uint64(n * 3))
		gauge.Set(float64(random.IntN(100)))
		d.values, d.gauge, d.events = append(d.values, values), append(d.gauge, gauge.Value()), append(d.events, uint64(n*3))
		pass(time.Second)
	}
	return d
}

// check compares a point with what really happened.
func (d *diary) check(t *testing.T, latency, depth, events *history.Point, from, to time.Time, off float64) {
	t.Helper()
	values, gauge, n := d.between(from, to)
	if events.Count != n || latency.Count != uint64(len(values)) || latency.Dist.Count() != uint64(len(values)) {
		t.Fatalf("%v to %v: %d events and %d observations, want %d and %d", from, to, events.Count, latency.Count, n, len(values))
	}
	if depth.Value != gauge[len(gauge)-1] || depth.Min != slices.Min(gauge) || depth.Max != slices.Max(gauge) {
		t.Fatalf("%v to %v: depth %v from %v to %v", from, to, depth.Value, depth.Min, depth.Max)
	}
	if len(values) == 0 {
		return
	}
	for _, q := range []float64{0, 0.01, 0.25, 0.5, 0.9, 0.99, 0.999, 1} {
		rank := max(int(q*100/100*float64(len(values))+0.5), 1)
		want, got := values[rank-1], latency.Dist.Quantile(q)
		if math.Abs(got-want) > want*off+1e-9 {
			t.Fatalf("%v to %v: the quantile %v of %d observations is %v, want %v within %v", from, to, q, len(values), got, want, off)
		}
	}
}

// The answers about random ranges of a day are exact where they are counts, and within the error that they state where
// they are quantiles.
func TestRandomRangesOfADayAreTrue(t *testing.T) {
	for name, o := range map[string]*history.Options{
		"roomy": nil,
		"tight": {MaxBytes: 40 << 10}, // older distributions get wider buckets, and the oldest slots are dropped
	} {
		bubble(t, o, func(reg *metrics.Registry, s *history.Store) {
			random := rand.New(rand.NewPCG(1, 2))
			d := record(reg, random, 25*3600)
			end := time.Now().Truncate(time.Second)
			errors := map[float64]bool{}
			for range 100 {
				length := time.Duration(math.Exp(random.Float64()*math.Log(90_000)) * float64(time.Second))
				from := end.Add(-time.Duration(random.Int64N(int64(25 * time.Hour))))
				to, step := from.Add(length), time.Duration(random.Int64N(int64(length)))
				latency, depth, events := s.Range("latency", nil, from, to, step), s.Range("depth", nil, from, to, step), s.Range("events", nil, from, to, step)
				known := 0
				for i := range latency.Points {
					p := &latency.Points[i]
					at := latency.Start.Add(time.Duration(i) * latency.Step)
					if p.Span != min(latency.Step, end.Sub(at)) {
						continue // older than what is kept
					}
					known++
					d.check(t, p, &depth.Points[i], &events.Points[i], at, at.Add(latency.Step), latency.RelativeError)
				}
				if known < len(latency.Points)-1 {
					t.Fatalf("%s: only %d of %d points of %v are known", name, known, len(latency.Points), length)
				}
				if known > 0 && known == len(latency.Points) {
					whole, deep, all := latency.Total(), depth.Total(), events.Total()
					d.check(t, &whole, &deep, &all, latency.Start, latency.End(), latency.RelativeError)
				}
				errors[latency.RelativeError] = true
			}
			stats := s.Stats()
			t.Logf("%s: %+v, errors %v", name, stats, errors)
			if stats.Bytes > stats.MaxBytes {
				t.Errorf("%s: %d bytes", name, stats.Bytes)
			}
			if tight := o != nil; tight != (stats.Coarsened > 0) {
				t.Errorf("%s: %d slots were coarsened", name, stats.Coarsened)
			}
		})
	}
}
