package runtimemetrics

import (
	"math"

	"github.com/binnacle-go/metrics"
)

// series is what all the instruments here have in common.
type series struct {
	name, unit, help string
}

func (s series) options() []metrics.Option {
	return []metrics.Option{metrics.Unit(s.unit), metrics.Help(s.help)}
}

// gauge is a series with a number computed from each reading.
type gauge struct {
	series
	label metrics.Label
	value func() func(*reading) float64 // makes the computation, which may remember earlier readings
}

func (g gauge) options() []metrics.Option {
	if g.label.Key == "" {
		return g.series.options()
	}
	return append(g.series.options(), g.label)
}

// counted is a counter or timer that follows a rising sample.
type counted struct {
	series
	sample int
}

const (
	goroutinesHelp = "Goroutines by what they do; approximate. Runnable ones wait for a processor, syscall ones are in " +
		"a system call or C."
	cpuHelp = "Share of the processors' time (GOMAXPROCS of them) by use, between the last two garbage collections seen."
)

var gauges = append([]gauge{
	{series{"goroutines", "", "Goroutines that exist. A number that only rises tells of a leak."}, none, one(goroutines)},
	{series{"scheduler/goroutines", "", goroutinesHelp}, metrics.L("state", "running"), one(goroutinesRunning)},
	{series{"scheduler/goroutines", "", goroutinesHelp}, metrics.L("state", "runnable"), one(goroutinesRunnable)},
	{series{"scheduler/goroutines", "", goroutinesHelp}, metrics.L("state", "waiting"), one(goroutinesWaiting)},
	{series{"scheduler/goroutines", "", goroutinesHelp}, metrics.L("state", "syscall"), one(goroutinesNotInGo)},
	{series{"scheduler/threads", "", "Threads of the operating system that the runtime owns."}, none, one(threads)},
	{series{"scheduler/gomaxprocs", "", "Threads that may run Go code at the same time (GOMAXPROCS)."}, none, one(gomaxprocs)},

	{series{"heap/live", "By", "Heap memory that the last garbage collection found in use."}, none, one(heapLive)},
	{series{"heap/used", "By", "Heap memory taken by objects, in use or not yet collected."}, none, one(heapObjects)},
	{series{"heap/goal", "By", "Size of the heap at which the next garbage collection shall end."}, none, one(heapGoal)},
	{series{"heap/idle", "By", "Heap memory that is free and not yet given back to the system."}, none, one(heapFree)},
	{series{"heap/released", "By", "Heap memory that was given back to the system."}, none, one(heapReleased)},
	{series{"memory/used", "By", "All memory that the runtime holds: heap, stacks and its own; what a memory limit limits."}, none, memoryUsed},
	{series{"memory/limit", "By", "Memory limit of the runtime (GOMEMLIMIT); no value where there is none."}, none, limit},

	{series{"cpu", "1", cpuHelp}, metrics.L("use", "user"), share(cpuUser)},
	{series{"cpu", "1", cpuHelp}, metrics.L("use", "gc"), share(cpuGC)},
	{series{"cpu", "1", cpuHelp}, metrics.L("use", "scavenge"), share(cpuScavenge)},
	{series{"cpu", "1", cpuHelp}, metrics.L("use", "idle"), share(cpuIdle)},
	{series{"mutex/waiting", "", "Goroutines that wait for a mutex, on average over the last second or two."}, none, growth(one(mutexWait))},

	{series{"process/uptime", "s", "Time since the process started."}, none, uptime},
}, systemGauges...)

var counters = []counted{
	{series{"scheduler/starts", "", "Goroutines started."}, goroutinesCreated},
	{series{"heap/allocated", "By", "Bytes allocated on the heap."}, allocatedBytes},
	{series{"heap/allocations", "", "Objects allocated on the heap."}, allocatedObjects},
	{series{"gc/cycles", "", "Garbage collections completed."}, gcCycles},
}

var distributions = []counted{
	{series{"scheduler/latency", "s", "Time that goroutines ready to run wait for a processor; the runtime measures one in eight, to within 13 %."}, latencies},
	{series{"gc/pauses", "s", "Pauses of the whole program for garbage collection; the runtime keeps them to within 13 %."}, gcPauses},
}

var none metrics.Label

// one is the value of a sample as it is.
func one(sample int) func() func(*reading) float64 {
	return stateless(func(r *reading) float64 { return r.value(sample) })
}

func stateless(f func(*reading) float64) func() func(*reading) float64 {
	return func() func(*reading) float64 { return f }
}

var uptime = stateless(func(r *reading) float64 { return r.uptime.Seconds() })

var memoryUsed = stateless(func(r *reading) float64 { return r.value(memoryTotal) - r.value(heapReleased) })

var limit = stateless(func(r *reading) float64 {
	if v := r.value(memoryLimit); v < math.MaxInt64 {
		return v
	}
	return math.NaN()
})
