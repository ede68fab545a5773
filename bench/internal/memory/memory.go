// Package memory measures how many bytes an instrument keeps alive, its registration included.
package memory

import (
	"runtime"
	"slices"
	"strconv"

	"github.com/binnacle-go/metrics/bench/internal/peers"
	"github.com/binnacle-go/metrics/bench/internal/result"
	"github.com/binnacle-go/metrics/bench/internal/stream"
)

// The columns: bytes of an instrument that nothing has happened to, and of a timer that has recorded Durations.
const (
	Empty = "empty"
	Used  = "used"
)

// Durations is how many durations a used timer holds.
const Durations = 10_000

// Options say what to weigh.
type Options struct {
	Instruments int                  // of each library and kind
	Want        func(peers.Row) bool // which rows to measure
}

// Run weighs the counters and the timers of each library. The timers of one in ten are then used.
func Run(libraries []peers.Library, o Options, results result.Results) {
	for _, row := range Rows(libraries) {
		if !o.Want(row) {
			continue
		}
		i := slices.IndexFunc(libraries, func(l peers.Library) bool {
			return l.Name == row.Library && (l.Variant == row.Call || row.Call == counter)
		})
		if row.Call == counter {
			weighCounters(row, libraries[i].New(), o.Instruments, results)
		} else {
			weighTimers(row, libraries[i].New(), o.Instruments, results)
		}
	}
}

// counter is the call of the rows of counters, which are the same in all variants of a library.
const counter = "Counter"

// Rows returns the rows of all libraries.
func Rows(libraries []peers.Library) (counters []peers.Row) {
	var timers []peers.Row
	last := ""
	for _, l := range libraries {
		r := l.New()
		if r.Counter != nil && l.Name != last {
			counters = append(counters, peers.Row{Work: peers.CounterBytes, Library: l.Name, Call: counter})
		}
		if r.Timer != nil && !l.Same {
			timers = append(timers, peers.Row{Work: peers.TimerBytes, Library: l.Name, Call: l.Variant})
		}
		last = l.Name
	}
	return append(counters, timers...)
}

func weighCounters(row peers.Row, r *peers.Registry, n int, results result.Results) {
	if r.Close != nil {
		defer r.Close()
	}
	results.Add(row, Empty, weigh(n, func(name string) { r.Counter(name) }))
	runtime.KeepAlive(r)
}

func weighTimers(row peers.Row, r *peers.Registry, n int, results result.Results) {
	if r.Close != nil {
		defer r.Close()
	}
	var some []func(int64)
	empty := weigh(n, func(name string) {
		if record := r.Timer(name); len(some) < n/10 {
			some = append(some, record)
		}
	})
	results.Add(row, Empty, empty)
	next := 0
	used := weigh(len(some), func(string) {
		for i := range Durations {
			some[next](stream.Nanos(next*7919 + i))
		}
		next++
	})
	results.Add(row, Used, empty+used)
	runtime.KeepAlive(some)
	runtime.KeepAlive(r)
}

// weigh returns by how many bytes each of n calls makes the live heap grow.
func weigh(n int, do func(name string)) float64 {
	before := live()
	for i := range n {
		do("app_instrument_number_" + strconv.Itoa(100_000+i))
	}
	return (live() - before) / float64(n)
}

func live() float64 {
	for range 3 { // finalizers need more than one
		runtime.GC()
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}
