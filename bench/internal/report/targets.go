package report

import (
	"github.com/binnacle-go/metrics/bench/internal/accuracy"
	"github.com/binnacle-go/metrics/bench/internal/memory"
	"github.com/binnacle-go/metrics/bench/internal/peers"
	"github.com/binnacle-go/metrics/bench/internal/reading"
	"github.com/binnacle-go/metrics/bench/internal/updates"
)

// Calls of this library that several targets are for.
const (
	inc     = "Counter.Inc"
	observe = "Timer.Observe"
	start   = "defer Timer.Start().Stop()"
	with    = "CounterVec.With"
	timer   = "Timer, 2 digits"
	classic = "classic Histogram, 11 buckets"
	mutex   = "mutex, 2 digits"
)

// Targets returns what this library wants to reach. Of several calls of a peer the cheapest that does the same work
// is taken.
func Targets() []Target {
	nanos, allocs := reading.Nanos(10_000), reading.Allocs(10_000)
	return []Target{
		ratio(peers.Add, updates.Serial, inc, peers.Prometheus, "Counter.Inc", 1.15).because(callOfInc),
		ratio(peers.Add, updates.Parallel, inc, peers.Prometheus, "Counter.Inc", 0.5),
		own(peers.Add, inc, updates.Parallel, updates.Serial, 1),
		own(peers.Add, inc, updates.Crowded, updates.Parallel, 1.1).because(goroutinesMove),
		ratio(peers.Set, updates.Serial, "Gauge.Set", peers.Prometheus, "Gauge.Set", 1.1),

		ratio(peers.Record, updates.Serial, observe, peers.Prometheus, classic, 0.3).because(chainOfLoads),
		ratio(peers.Record, updates.Serial, observe, peers.HdrHistogram, mutex, 0.8),
		ratio(peers.Record, updates.Serial, observe, peers.Rcrowley, "Timer.Update", 0.04).because(addOfRcrowley),
		ratio(peers.Record, updates.Serial, observe, peers.OpenTelemetry, "explicit Histogram, attributes", 0.05).
			because(mapOfOpenTelemetry),
		ratio(peers.Record, updates.Parallel, observe, peers.Prometheus, classic, 0.12).because(shardsOfRecord),
		ratio(peers.Record, updates.Parallel, observe, peers.HdrHistogram, mutex, 0.6),
		// That intervals can be read costs nothing when recording.
		ratio(peers.Record, updates.Paired, "Timer.Observe, read before", peers.Binnacle, observe, 1.02),

		ratio(peers.Time, updates.Serial, start, peers.Prometheus, "time.Now, classic Histogram", 0.7).because(clockOfBoth),
		ratio(peers.Time, updates.Serial, start, peers.VictoriaMetrics, "Histogram.UpdateDuration", 0.7),
		ratio(peers.Time, updates.Serial, start, peers.VictoriaMetrics, "Summary.UpdateDuration", 0.7).because(summaryIsCheap),
		ratio(peers.Time, updates.Serial, start, peers.Rcrowley, "Timer.UpdateSince", 0.25),
		ratio(peers.Time, updates.Paired, start, peers.Floor, "time.Now, time.Since", 0.9).because(twoReadings),

		ratio(peers.Lookup, updates.Serial, with, peers.Prometheus, "CounterVec.WithLabelValues", 0.5),
		own(peers.Lookup, with, updates.Parallel, updates.Serial, 0.75).because(linesOfCounters),

		absolute(peers.Add, updates.Allocs, inc, 0, "allocations"),
		absolute(peers.Set, updates.Allocs, "Gauge.Set", 0, "allocations"),
		absolute(peers.Record, updates.Allocs, observe, 0, "allocations"),
		absolute(peers.Time, updates.Allocs, start, 0, "allocations"),
		absolute(peers.Lookup, updates.Allocs, with, 0, "allocations"),

		ratio(peers.Snapshot, nanos, timer+": Snapshot", peers.Prometheus, "classic Histogram: Gather", 0.25),
		ratio(peers.Snapshot, nanos, timer+": Snapshot, all timers changed", peers.Prometheus, "classic Histogram: Gather", 0.25).
			because(countsAreCopied),
		absolute(peers.Snapshot, allocs, timer+": Snapshot", 10_000, "allocations"),
		ratio(peers.Text, nanos, timer+": Snapshot, Encode", peers.Prometheus, "classic Histogram: Gather, text", 0.25),
		ratio(peers.Text, nanos, timer+": Snapshot, Encode",
			peers.VictoriaMetrics, "PrometheusHistogram: WritePrometheus", 0.6),
		ratio(peers.Text, nanos, timer+": Snapshot, Encode, all timers changed", peers.Prometheus, "classic Histogram: Gather, text", 0.25).
			because(countsAreCopiedForText),
		ratio(peers.Text, nanos, timer+": Snapshot, Encode, all timers changed",
			peers.VictoriaMetrics, "PrometheusHistogram: WritePrometheus", 0.6).because(victoriaKeepsBuckets),
		absolute(peers.Text, allocs, timer+": Encode alone", 0, "allocations"),
		ratio(peers.JSON, nanos, timer+": dashboard, format=json", peers.Rcrowley, "Timer: WriteJSONOnce", 0.15),

		absolute(peers.CounterBytes, memory.Empty, "Counter", 160, "bytes"),
		absolute(peers.TimerBytes, memory.Empty, timer, 600, "bytes"),
		absolute(peers.TimerBytes, memory.Used, timer, 8000, "bytes"),

		absolute(peers.Quantiles, accuracy.Worst, timer, 0.8, "%"),

		// The time of a read grows in proportion to the number of series: by the power 1, and a little for caches.
		absolute(peers.Snapshot, reading.Exponent, timer+": Snapshot", 1.1, "power"),
		absolute(peers.Text, reading.Exponent, timer+": Snapshot, Encode", 1.1, "power"),
	}
}
