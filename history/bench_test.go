package history_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history"
)

// A service is a registry of which something happens each second.
type service struct {
	reg      *metrics.Registry
	counters []*metrics.Counter
	gauges   []*metrics.Gauge
	timers   []*metrics.Timer
	random   *rand.Rand
	levels   []float64
	kinds    []int        // of gauges, in turn
	factors  [7][]float64 // by sigma: lognormal factors, to draw from
	seconds  int
}

func newService(counters, gauges, timers int) *service {
	s := &service{reg: metrics.NewRegistry(&metrics.Options{MaxSeries: 1 << 20}), random: rand.New(rand.NewPCG(1, 2))}
	for i := range counters {
		s.counters = append(s.counters, s.reg.Counter(fmt.Sprintf("service/part%03d/counter%d", i/10, i%10)))
	}
	for i := range gauges {
		s.gauges = append(s.gauges, s.reg.Gauge(fmt.Sprintf("service/part%03d/gauge%d", i/10, i%10)))
	}
	for i := range timers {
		s.timers = append(s.timers, s.reg.Timer(fmt.Sprintf("service/part%03d/latency%d", i/10, i%10)))
	}
	s.levels, s.kinds = make([]float64, gauges), []int{limit, size, queue, share, heap}
	for i := range s.factors {
		for range 1 << 14 {
			s.factors[i] = append(s.factors[i], math.Exp((0.3+float64(i)/10)*s.random.NormFloat64()))
		}
	}
	return s
}

// Kinds of gauges.
const (
	limit = iota // a constant
	size         // changes every five minutes
	queue        // walks in whole numbers
	share        // of a processor: noise of 10 %, with two decimals
	heap         // grows by bytes, and is collected
)

var gaugeKinds = [...]string{limit: "limit", size: "size", queue: "queue", share: "share", heap: "heap"}

// second lets a second pass: counters of rates from one event in a hundred seconds to ten thousand a second; gauges of
// all kinds; timers of n lognormal observations of medians from 100 µs to 1 s and sigmas from 0.3 to 0.9.
func (s *service) second(n int) {
	s.seconds++
	day := 1 + 0.5*math.Sin(float64(s.seconds)/86400*2*math.Pi)
	for i, c := range s.counters {
		c.Add(s.poisson(day * math.Pow(10, float64(i%7)-2)))
	}
	for i, g := range s.gauges {
		g.Set(s.level(i))
	}
	for i, t := range s.timers {
		median := 1e5 * math.Pow(10, float64(i%5)) * (1 + 0.2*math.Sin(float64(s.seconds+1000*i)/20000))
		factors := s.factors[i%len(s.factors)]
		for range n {
			t.Observe(time.Duration(median * factors[s.random.Uint32()%uint32(len(factors))]))
		}
	}
}

func (s *service) poisson(mean float64) uint64 {
	if mean > 30 {
		return uint64(max(mean+math.Sqrt(mean)*s.random.NormFloat64(), 0))
	}
	n := uint64(0)
	for p := s.random.Float64(); p > math.Exp(-mean); p *= s.random.Float64() {
		n++
	}
	return n
}

func (s *service) level(i int) float64 {
	v := &s.levels[i]
	switch s.kinds[i%len(s.kinds)] {
	case limit:
		*v = 1024
	case size:
		if s.random.IntN(300) == 0 {
			*v = float64(s.random.IntN(100_000))
		}
	case queue:
		*v = max(*v+float64(s.random.IntN(7)-3), 0)
	case share:
		*v = math.Round(100*(50+10*s.random.NormFloat64())) / 100
	case heap:
		if *v += float64(s.random.IntN(1 << 16)); *v > 1<<24 {
			*v = 1 << 22
		}
	}
	return *v
}

var aDay = time.Date(2026, 3, 14, 0, 0, 0, 0, time.UTC)

// BenchmarkDay keeps a day of 1,000 series, of which 100 are timers of 100 observations a second, in 16 MiB, and
// reports what it takes.
func BenchmarkDay(b *testing.B) {
	for b.Loop() {
		s := newService(700, 200, 100)
		a := history.NewArchive(s.reg, aDay, &history.Options{MaxBytes: 16 << 20})
		for range 24 * 3600 {
			s.second(100)
			a.Pass(time.Second)
		}
		stats := a.Stats()
		b.ReportMetric(float64(stats.Bytes)/(1<<20), "MiB")
		b.ReportMetric(float64(stats.Coarsened), "coarsened")
		b.ReportMetric(float64(stats.Dropped), "dropped")
		b.ReportMetric(float64(stats.Points), "points")
	}
}

// BenchmarkPoint reports the bytes that a point of a counter or gauge takes after six hours: of all counters, of the
// gauges of each kind and of all kinds, and of a program that has seven counters to two gauges.
func BenchmarkPoint(b *testing.B) {
	point := func(name string, s *service) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				a := history.NewArchive(s.reg, aDay, nil)
				empty := a.Stats().Bytes
				for range 6 * 3600 {
					s.second(0)
					a.Pass(time.Second)
				}
				stats := a.Stats()
				b.ReportMetric(float64(stats.Bytes-empty)/float64(stats.Points), "B/point")
			}
		})
	}
	point("counters", newService(350, 0, 0))
	for kind, name := range gaugeKinds {
		s := newService(0, 100, 0)
		s.kinds = []int{kind}
		point("gauges/"+name, s)
	}
	point("gauges/all", newService(0, 350, 0))
	point("both", newService(350, 100, 0))
}

// BenchmarkSample reports what a sample of 10,000 series costs, all of which change each second: the time of processors,
// as a share of the second, in the steady state in which slots go on from resolution to resolution; and how long the
// longest sample took. A fifth are gauges,
// some are timers with some observations a second each, and all others are counters.
func BenchmarkSample(b *testing.B) {
	for _, of := range []struct{ timers, rate int }{{0, 0}, {100, 100}, {1000, 1}, {1000, 10}, {1000, 100}} {
		b.Run(fmt.Sprintf("timers=%d/rate=%d", of.timers, of.rate), func(b *testing.B) {
			s := newService(8000-of.timers, 2000, of.timers)
			a := history.NewArchive(s.reg, aDay, nil)
			for range 420 {
				s.second(of.rate)
				a.Pass(time.Second)
			}
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			b.ReportAllocs()
			for b.Loop() {
				share, longest := processorShare(s, a, of.rate, 300)
				b.ReportMetric(share, "%core")
				b.ReportMetric(float64(longest)/1e6, "ms-longest")
			}
		})
	}
}

// processorShare lets seconds pass and returns the percentage of a processor that sampling them took, the garbage
// collector included: all that the process computes, except what the service itself does. It returns the longest sample
// too.
func processorShare(s *service, a *history.Archive, rate, seconds int) (share float64, longest time.Duration) {
	runtime.GC()
	var service time.Duration
	begin, _ := processorTime()
	for range seconds {
		_, before := processorTime()
		s.second(rate)
		_, after := processorTime()
		service += after - before
		begun := time.Now()
		a.Pass(time.Second)
		longest = max(longest, time.Since(begun))
	}
	end, _ := processorTime()
	return (end - begin - service).Seconds() / float64(seconds) * 100, longest
}

// BenchmarkSince reports what the statistics of 1,000 series cost who asks once a second.
func BenchmarkSince(b *testing.B) {
	s := newService(700, 200, 100)
	a := history.NewArchive(s.reg, aDay, nil)
	for range 2 * 3600 {
		s.second(20)
		a.Pass(time.Second)
	}
	for _, d := range []time.Duration{5 * time.Second, time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 24 * time.Hour} {
		b.Run(d.String(), func(b *testing.B) {
			a.Since(d)
			b.ReportAllocs()
			for b.Loop() {
				b.StopTimer()
				s.second(20)
				a.Pass(time.Second)
				b.StartTimer()
				a.Since(d)
			}
		})
	}
}

// BenchmarkRange reports what ranges of one series cost.
func BenchmarkRange(b *testing.B) {
	s := newService(1, 1, 1)
	a := history.NewArchive(s.reg, aDay, nil)
	for range 24 * 3600 {
		s.second(100)
		a.Pass(time.Second)
	}
	for _, name := range []string{"counter0", "gauge0", "latency0"} {
		for _, r := range []struct{ length, step time.Duration }{
			{5 * time.Minute, 5 * time.Second}, {time.Hour, 10 * time.Second}, {24 * time.Hour, time.Minute}, {24 * time.Hour, time.Hour},
		} {
			b.Run(fmt.Sprintf("%s/%v/%v", name, r.length, r.step), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if got := a.Range("service/part000/"+name, nil, a.Now().Add(-r.length), a.Now(), r.step); len(got.Points) < 20 {
						b.Fatal("no points")
					}
				}
			})
		}
	}
}
