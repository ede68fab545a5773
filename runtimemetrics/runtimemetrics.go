// Package runtimemetrics shows how the Go runtime and the process fare: goroutines, heap, garbage collection,
// scheduler, CPU, open files and build.
//
// The values come from package runtime/metrics, on Linux also from the kernel. They are read once for each
// snapshot, while it is taken, without stopping the program. There is no goroutine and nothing to close.
package runtimemetrics

import (
	"time"

	"github.com/binnacle-go/metrics"
)

// Register makes the series of the runtime and the process under "runtime" on a scope, usually a registry's root:
//
//	runtimemetrics.Register(metrics.Default().Scope)
//
// Counters and distributions count from Register on. What the running platform does not tell has no value, or no
// series. Register a scope once. To remove the series, close the scope "runtime". What a reading costs is shown by
// the series runtime/reading_time, usually some dozens of microseconds.
func Register(scope *metrics.Scope) {
	c := newCollector(scope.SubScope("runtime"))
	setBuild(c.scope.SubScope("build"))
	// The callbacks of a snapshot run before any instrument is read, so this one callback brings all the others
	// up to date for the same snapshot. It never runs twice at once, so the collector needs no lock.
	c.scope.GaugeFunc("reading_time", c.collect, metrics.Unit("s"),
		metrics.Help("How long it took to read the values shown here."))
}

// collector brings the instruments up to date.
type collector struct {
	scope   *metrics.Scope
	reading reading
	updates []func(r *reading)
}

func newCollector(scope *metrics.Scope) *collector {
	c := &collector{scope: scope, reading: newReading()}
	c.reading.read()
	c.addGauges()
	c.addCounters()
	c.addDistributions()
	c.collect() // so that no gauge shows zero for want of a reading
	return c
}

// collect reads all sources once and returns how many seconds that took.
func (c *collector) collect() float64 {
	start := time.Now()
	c.reading.read()
	for _, update := range c.updates {
		update(&c.reading)
	}
	return time.Since(start).Seconds()
}

func (c *collector) addGauges() {
	for _, g := range gauges {
		gauge, value := c.scope.Gauge(g.name, g.options()...), g.value()
		c.updates = append(c.updates, func(r *reading) { gauge.Set(value(r)) })
	}
}

func (c *collector) addCounters() {
	for _, x := range counters {
		counter, before := c.scope.Counter(x.name, x.options()...), c.reading.count(x.sample)
		c.updates = append(c.updates, func(r *reading) {
			// Some of the runtime's counts are approximate; one that went back counts again once it has caught up.
			if now := r.count(x.sample); now > before {
				counter.Add(now - before)
				before = now
			}
		})
	}
}

func (c *collector) addDistributions() {
	for _, d := range distributions {
		timer, f := c.scope.Timer(d.name, d.options()...), newFeed(c.reading.histogram(d.sample))
		c.updates = append(c.updates, func(r *reading) { f.feed(timer, r.histogram(d.sample)) })
	}
}
