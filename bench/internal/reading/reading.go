// Package reading measures how long it takes to read a whole registry and to write it out.
package reading

import (
	"math/rand/v2"
	"runtime"
	"slices"
	"strconv"
	"time"

	"github.com/binnacle-go/metrics/bench/internal/peers"
	"github.com/binnacle-go/metrics/bench/internal/result"
)

// Durations is how many durations each timer of a registry holds.
const Durations = 1000

// Options say what to read and how thoroughly to measure.
type Options struct {
	Sizes  []int                // of the registries, in instruments
	Want   func(peers.Row) bool // which reads to measure
	Rounds int
	Time   time.Duration // of each measurement, if that is enough for three reads
}

// Nanos is the column of the time of one read of so many instruments, Allocs that of its allocations.
func Nanos(size int) string { return strconv.Itoa(size) + " ns" }

// Allocs is the column of the allocations of one read.
func Allocs(size int) string { return strconv.Itoa(size) + " allocs" }

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
		r.Fill(size, Durations)
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

func timed(read peers.Read, d time.Duration) (nanos, allocs float64) {
	var out discard
	for range 2 { // what is kept from read to read is there after the first
		read.Do(&out)
	}
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	n, start := 0, time.Now()
	for ; n < 3 || time.Since(start) < d; n++ {
		read.Do(&out)
	}
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	return float64(took) / float64(n), float64(after.Mallocs-before.Mallocs) / float64(n)
}

// discard is a writer that, unlike io.Discard, has no other methods that could be used to write.
type discard struct{}

func (*discard) Write(p []byte) (int, error) { return len(p), nil }
