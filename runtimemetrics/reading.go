package runtimemetrics

import (
	"math"
	rt "runtime/metrics"
	"time"
)

// What is read from the runtime.
const (
	goroutines = iota
	goroutinesRunning
	goroutinesRunnable
	goroutinesWaiting
	goroutinesNotInGo
	goroutinesCreated
	threads
	gomaxprocs
	latencies
	heapLive
	heapGoal
	heapObjects
	heapFree
	heapReleased
	allocatedBytes
	allocatedObjects
	memoryTotal
	memoryLimit
	gcCycles
	gcPauses
	cpuTotal
	cpuUser
	cpuGC
	cpuScavenge
	cpuIdle
	mutexWait
	sampleCount
)

var sampleNames = [sampleCount]string{
	goroutines:         "/sched/goroutines:goroutines",
	goroutinesRunning:  "/sched/goroutines/running:goroutines",
	goroutinesRunnable: "/sched/goroutines/runnable:goroutines",
	goroutinesWaiting:  "/sched/goroutines/waiting:goroutines",
	goroutinesNotInGo:  "/sched/goroutines/not-in-go:goroutines",
	goroutinesCreated:  "/sched/goroutines-created:goroutines",
	threads:            "/sched/threads/total:threads",
	gomaxprocs:         "/sched/gomaxprocs:threads",
	latencies:          "/sched/latencies:seconds",
	heapLive:           "/gc/heap/live:bytes",
	heapGoal:           "/gc/heap/goal:bytes",
	heapObjects:        "/memory/classes/heap/objects:bytes",
	heapFree:           "/memory/classes/heap/free:bytes",
	heapReleased:       "/memory/classes/heap/released:bytes",
	allocatedBytes:     "/gc/heap/allocs:bytes",
	allocatedObjects:   "/gc/heap/allocs:objects",
	memoryTotal:        "/memory/classes/total:bytes",
	memoryLimit:        "/gc/gomemlimit:bytes",
	gcCycles:           "/gc/cycles/total:gc-cycles",
	gcPauses:           "/sched/pauses/total/gc:seconds",
	cpuTotal:           "/cpu/classes/total:cpu-seconds",
	cpuUser:            "/cpu/classes/user:cpu-seconds",
	cpuGC:              "/cpu/classes/gc/total:cpu-seconds",
	cpuScavenge:        "/cpu/classes/scavenge/total:cpu-seconds",
	cpuIdle:            "/cpu/classes/idle:cpu-seconds",
	mutexWait:          "/sync/mutex/wait/total:seconds",
}

// started stands for the start of the process: packages are initialised right after it.
var started = time.Now()

// reading is what the runtime told at one time.
type reading struct {
	uptime  time.Duration
	samples []rt.Sample
}

func newReading() reading {
	r := reading{samples: make([]rt.Sample, sampleCount)}
	for i, name := range sampleNames {
		r.samples[i].Name = name
	}
	return r
}

func (r *reading) read() {
	r.uptime = time.Since(started)
	rt.Read(r.samples)
}

// value returns a sample that is a number, NaN if this version of Go does not have it.
func (r *reading) value(sample int) float64 {
	switch v := r.samples[sample].Value; v.Kind() {
	case rt.KindUint64:
		return float64(v.Uint64())
	case rt.KindFloat64:
		return v.Float64()
	}
	return math.NaN()
}

// count returns a sample that is a whole number, 0 if this version of Go does not have it.
func (r *reading) count(sample int) uint64 {
	if v := r.samples[sample].Value; v.Kind() == rt.KindUint64 {
		return v.Uint64()
	}
	return 0
}

// histogram returns a sample that is a distribution, an empty one if this version of Go does not have it. It is
// valid until the next reading.
func (r *reading) histogram(sample int) *rt.Float64Histogram {
	if v := r.samples[sample].Value; v.Kind() == rt.KindFloat64Histogram {
		return v.Float64Histogram()
	}
	return &rt.Float64Histogram{}
}
