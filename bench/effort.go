package main

import (
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/binnacle-go/metrics/bench/internal/accuracy"
	"github.com/binnacle-go/metrics/bench/internal/memory"
	"github.com/binnacle-go/metrics/bench/internal/peers"
	"github.com/binnacle-go/metrics/bench/internal/reading"
	"github.com/binnacle-go/metrics/bench/internal/report"
	"github.com/binnacle-go/metrics/bench/internal/result"
	"github.com/binnacle-go/metrics/bench/internal/updates"
)

// An effort says how much is measured to be sure.
type effort struct {
	updates  updates.Options
	reading  reading.Options
	growth   reading.Options
	memory   memory.Options
	accuracy accuracy.Options
}

// Many short rounds: most fit between what else the machine does, and the median leaves out the others.
var (
	thorough = effort{
		updates: updates.Options{Rounds: 31, Time: 2 * time.Millisecond, Settle: 8 * time.Millisecond},
		reading: reading.Options{Sizes: []int{1_000, 10_000}, Durations: 1000, Rounds: 9, Time: 40 * time.Millisecond},
		growth: reading.Options{Sizes: []int{1_000, 10_000, 100_000, 1_000_000}, Durations: 100, Rounds: 1,
			Time: 200 * time.Millisecond},
		memory:   memory.Options{Instruments: 10_000},
		accuracy: accuracy.Options{Values: 200_000, Rounds: 5},
	}
	rough = effort{
		updates:  updates.Options{Rounds: 3, Time: time.Millisecond, Settle: time.Millisecond},
		reading:  reading.Options{Sizes: []int{1_000, 10_000}, Durations: 1000, Rounds: 3, Time: 20 * time.Millisecond},
		growth:   reading.Options{Sizes: []int{1_000, 10_000, 100_000}, Durations: 100, Rounds: 1, Time: 20 * time.Millisecond},
		memory:   memory.Options{Instruments: 1_000},
		accuracy: accuracy.Options{Values: 50_000, Rounds: 1},
	}
)

func (e effort) measure(want func(peers.Row) bool) result.Results {
	e.updates.Want, e.reading.Want, e.growth.Want, e.memory.Want, e.accuracy.Want = want, want, want, want, want
	results := result.Results{}
	libraries := peers.Libraries()
	step("updates", func() {
		updates.Run(peers.Updates(), e.updates, results)
		updates.RunPairs(peers.Updates(), report.Pairs(report.Targets()), e.updates, results)
	})
	step("reading", func() { reading.Run(libraries, e.reading, results) })
	step("growth", func() { reading.Grow(peers.This(), e.growth, results) })
	step("memory", func() { memory.Run(libraries, e.memory, results) })
	step("accuracy", func() { accuracy.Run(peers.Estimates(), e.accuracy, results) })
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
	all = slices.Concat(all, reading.Rows(libraries), memory.Rows(libraries))
	for _, e := range peers.Estimates() {
		all = append(all, e.Row)
	}
	return all
}
