// Package reading measures how long it takes to read a whole registry and to write it out.
package reading

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"github.com/binnacle-go/metrics/bench/internal/peers"
	"github.com/binnacle-go/metrics/bench/internal/result"
)

// Options say what to read and how thoroughly to measure.
type Options struct {
	Want      func(peers.Row) bool // which reads to measure
	Sizes     []int                // of the registries, in instruments
	Durations int                  // that each timer holds
	Rounds    int
	Time      time.Duration // of each measurement, if that is enough for a read
}

// Nanos is the column of the time of one read of so many instruments, Allocs that of its allocations.
func Nanos(size int) string { return "time of " + strconv.Itoa(size) }

// Allocs is the column of the allocations of one read.
func Allocs(size int) string { return "allocations of " + strconv.Itoa(size) }

// Run measures all reads in each round, the libraries in random order, on registries that are filled anew: no other
// is alive, so that each read has the garbage collection of its own heap.
func Run(libraries []peers.Library, o Options, results result.Results) {
	for range o.Rounds {
		for _, size := range o.Sizes {
			for _, i := range rand.Perm(len(libraries)) {
				measure(libraries[i], size, o, results)
			}
		}
	}
}

func measure(l peers.Library, size int, o Options, results result.Results) {
	r := l.New()
	if r.Close != nil {
		defer r.Close()
	}
	reads := slices.DeleteFunc(r.Reads, func(read peers.Read) bool { return !o.Want(Row(l, read)) })
	if len(reads) > 0 {
		r.Fill(size, o.Durations)
	}
	for _, read := range reads {
		nanos, allocs := timed(read, o.Time)
		results.Add(Row(l, read), Nanos(size), nanos)
		results.Add(Row(l, read), Allocs(size), allocs)
	}
}

// Row returns the row of a read.
func Row(l peers.Library, r peers.Read) peers.Row {
	return peers.Row{Work: r.Work, Library: l.Name, Call: l.Variant + ": " + r.Call}
}

// Rows returns the rows of all reads.
func Rows(libraries []peers.Library) (rows []peers.Row) {
	for _, l := range libraries {
		r := l.New()
		for _, read := range r.Reads {
			rows = append(rows, Row(l, read))
		}
		if r.Close != nil {
			r.Close()
		}
	}
	return rows
}
