package reporters

import "github.com/binnacle-go/metrics"

// ownScope is the scope of the runners' own series.
const ownScope = "binnacle/reporters"

// exported are a runner's books as series of the registry. Instruments, not callbacks, so that the registry keeps
// nothing of a runner that was closed.
type exported struct {
	counters []exportedCounter
	queued   *metrics.Gauge
	bytes    *metrics.Gauge
	lag      *metrics.Gauge
	failing  *metrics.Gauge
}

type exportedCounter struct {
	*metrics.Counter
	of   func(*Health) uint64
	last uint64
}

func export(registry *metrics.Registry, name string) *exported {
	scope := registry.SubScope(ownScope).SubScope(name)
	e := &exported{
		queued:  scope.Gauge("queued", metrics.Help("points that wait for delivery")),
		bytes:   scope.Gauge("queued_bytes", metrics.Unit("By"), metrics.Help("size of what waits for delivery")),
		lag:     scope.Gauge("lag", metrics.Unit("s"), metrics.Help("age of the oldest point that waits for delivery")),
		failing: scope.Gauge("failing", metrics.Help("1 while the last thing that was tried failed")),
	}
	count := func(c *metrics.Counter, of func(*Health) uint64) {
		e.counters = append(e.counters, exportedCounter{Counter: c, of: of})
	}
	counter := func(name, help string, of func(*Health) uint64) {
		count(scope.Counter(name, metrics.Help(help)), of)
	}
	counter("captured", "points encoded", func(h *Health) uint64 { return h.Captured })
	counter("acknowledged", "points that the backend has", func(h *Health) uint64 { return h.Acknowledged })
	counter("rejected", "points that the backend refused for good", func(h *Health) uint64 { return h.Rejected })
	counter("skipped", "ticks without a snapshot", func(h *Health) uint64 { return h.Skipped })
	counter("attempts", "deliveries begun", func(h *Health) uint64 { return h.Attempts })
	counter("failures", "deliveries that failed", func(h *Health) uint64 { return h.Failures })
	dropped := scope.CounterVec("dropped", []string{"cause"}, metrics.Help("points that were given up"))
	count(dropped.With("overflow"), func(h *Health) uint64 { return h.DroppedOverflow })
	count(dropped.With("age"), func(h *Health) uint64 { return h.DroppedAge })
	count(dropped.With("encode"), func(h *Health) uint64 { return h.DroppedEncode })
	count(dropped.With("shutdown"), func(h *Health) uint64 { return h.DroppedShutdown })
	return e
}

// publish brings the series up to date.
func (e *exported) publish(h *Health) {
	for i := range e.counters {
		c := &e.counters[i]
		now := c.of(h)
		c.Add(now - c.last)
		c.last = now
	}
	e.queued.Set(float64(h.Queued))
	e.bytes.Set(float64(h.QueuedBytes))
	e.lag.Set(h.Lag.Seconds())
	e.failing.Set(map[bool]float64{true: 1}[h.Failing])
}
