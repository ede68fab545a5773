package main

import (
	"fmt"
	"os"
	"time"

	"github.com/binnacle-go/metrics/bench/internal/memory"
	"github.com/binnacle-go/metrics/bench/internal/peers"
	"github.com/binnacle-go/metrics/bench/internal/reading"
	"github.com/binnacle-go/metrics/bench/internal/result"
	"github.com/binnacle-go/metrics/bench/internal/updates"
)

// An effort says how much is measured to be sure.
type effort struct {
	updates updates.Options
	reading reading.Options
	memory  memory.Options
}

// Many short rounds: most fit between what else the machine does, and the median leaves out the others.
var (
	thorough = effort{
		updates: updates.Options{Rounds: 31, Time: 2 * time.Millisecond},
		reading: reading.Options{Sizes: []int{1_000, 10_000}, Rounds: 11, Time: 60 * time.Millisecond},
		memory:  memory.Options{Instruments: 10_000},
	}
	rough = effort{
		updates: updates.Options{Rounds: 5, Time: 2 * time.Millisecond},
		reading: reading.Options{Sizes: []int{1_000, 10_000}, Rounds: 1, Time: 20 * time.Millisecond},
		memory:  memory.Options{Instruments: 1_000},
	}
)

func (e effort) measure(want func(peers.Row) bool) result.Results {
	e.updates.Want, e.reading.Want, e.memory.Want = want, want, want
	results := result.Results{}
	libraries := peers.Libraries()
	step("updates", func() { updates.Run(peers.Updates(), e.updates, results) })
	step("reading", func() { reading.Run(libraries, e.reading, results) })
	step("memory", func() { memory.Run(libraries, e.memory, results) })
	return results
}

// step tells on standard error how far the run is.
func step(name string, do func()) {
	start := time.Now()
	fmt.Fprintf(os.Stderr, "measuring %s: ", name)
	do()
	fmt.Fprintf(os.Stderr, "%.0f s\n", time.Since(start).Seconds())
}

// rows returns all rows in the order of the report.
func rows() (all []peers.Row) {
	for _, u := range peers.Updates() {
		all = append(all, u.Row)
	}
	libraries := peers.Libraries()
	return append(append(all, reading.Rows(libraries)...), memory.Rows(libraries)...)
}
