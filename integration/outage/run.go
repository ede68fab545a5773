package outage

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"time"
)

// values is how many there are to report each tick.
const values = 1000

// value is what the gauge of that number holds.
func value(i int) float64 { return float64(i) + 0.5 }

// A subject is a reporter that runs.
type subject interface {
	work() // what a program does: some counting
	queue() (points uint64, bytes int)
	close() error
}

// subjects are what can be put through outages, each with its server.
var subjects = map[string]struct {
	server string
	start  func(addr string, interval time.Duration) (subject, error)
}{
	"binnacle to Carbon":              {"carbon", startGraphite},
	"binnacle to InfluxDB":            {"influx", startInflux},
	"binnacle to OTLP":                {"otlp", startOTLP},
	"OpenTelemetry's reader to OTLP":  {"otlp", startStandard},
	"rcrowley's Graphite reporter":    {"carbon", startRcrowley},
	"client_golang's graphite bridge": {"carbon", startBridge},
}

// Options say which reporter goes through what.
type Options struct {
	Subject  string // one of Subjects
	Ticks    int    // how long it runs
	Interval time.Duration
	Seed     uint64 // of the moments of outages
	// Down is, if it is not zero, how many ticks the server is down in the only outage: killed, or stopped for an even
	// Seed.
	Down int
}

// Run puts one reporter through outages. It takes as long as its ticks, and up to half a minute more.
func Run(o Options) (r Result, err error) {
	what, ok := subjects[o.Subject]
	if !ok {
		return r, fmt.Errorf("there is no reporter %q", o.Subject)
	}
	dir, err := os.MkdirTemp("", "outage")
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	server, err := newChild(what.server, dir)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, server.kill()) }()
	if err := server.start(); err != nil {
		return r, err
	}
	r = Result{Options: o, Goroutines: -runtime.NumGoroutine()}
	heap := heapInUse()
	begun := time.Now()
	s, err := what.start(server.addr, o.Interval)
	if err != nil {
		return r, err
	}
	err = r.suffer(s, server, heap)
	time.Sleep(time.Until(begun.Add(time.Duration(o.Ticks) * o.Interval)))
	r.Ticks = int(time.Since(begun) / o.Interval)
	if err = errors.Join(err, s.close()); err != nil {
		return r, err
	}
	return r, r.compare(s, server)
}

// suffer goes through all outages, and watches meanwhile.
func (r *Result) suffer(s subject, server *child, heap int64) error {
	for _, f := range r.Options.faults() {
		r.Faults = append(r.Faults, f.String())
		done := make(chan error, 1)
		go func() { done <- server.strike(f) }()
		if err := r.watch(s, done); err != nil {
			return err
		}
		r.Heap = max(r.Heap, heapInUse()-heap)
		r.drain(s)
	}
	return nil
}

// watch looks at a reporter until done.
func (r *Result) watch(s subject, done <-chan error) error {
	ticker := time.NewTicker(5 * time.Millisecond)
	defer ticker.Stop()
	most := 0
	for {
		select {
		case err := <-done:
			r.Extra = max(r.Extra, most+r.Goroutines-1) // without the one that strikes
			return err
		case <-ticker.C:
			s.work()
			most = max(most, runtime.NumGoroutine())
			points, bytes := s.queue()
			r.Queued, r.QueuedBytes = max(r.Queued, points), max(r.QueuedBytes, bytes)
		}
	}
}

// drain measures how long it takes until no more than the newest tick is queued.
func (r *Result) drain(s subject) {
	begun := time.Now()
	ticker := time.NewTicker(5 * time.Millisecond)
	defer ticker.Stop()
	for time.Since(begun) < time.Minute {
		if points, _ := s.queue(); points <= values {
			break
		}
		s.work()
		<-ticker.C
	}
	r.Drain = max(r.Drain, time.Since(begun))
}

func heapInUse() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
