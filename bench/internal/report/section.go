package report

import (
	"fmt"
	"slices"

	"github.com/binnacle-go/metrics/bench/internal/memory"
	"github.com/binnacle-go/metrics/bench/internal/peers"
	"github.com/binnacle-go/metrics/bench/internal/reading"
	"github.com/binnacle-go/metrics/bench/internal/updates"
)

// A section is the table of one kind of work.
type section struct {
	work, unit string
	columns    []column
}

// A column shows one figure of each row and, if ratio is set, behind it this library's ratio to it.
type column struct {
	name, title string
	ratio       bool
	format      func(float64) string
}

var updateColumns = []column{
	{updates.Serial, "1 goroutine", true, short},
	{updates.Parallel, "1 a processor", true, short},
	{updates.Allocs, "allocations", false, short},
}

var contendedColumns = slices.Insert(slices.Clone(updateColumns), 2, column{updates.Crowded, "16 a processor", true, short})

var readColumns = []column{
	{reading.Nanos(1_000), "1,000", true, micros},
	{reading.Nanos(10_000), "10,000", true, micros},
	{reading.Allocs(10_000), "allocations for 10,000", false, whole},
}

// The sections, in the order in which they are shown.
var sections = []section{
	{peers.Add, "ns", contendedColumns},
	{peers.Set, "ns", updateColumns},
	{peers.Record, "ns", contendedColumns},
	{peers.Time, "ns", updateColumns},
	{peers.Lookup, "ns", updateColumns},
	{peers.Snapshot, "µs", readColumns},
	{peers.Text, "µs", readColumns},
	{peers.JSON, "µs", readColumns},
	{peers.CounterBytes, "bytes", []column{{memory.Empty, "empty", true, whole}}},
	{peers.TimerBytes, "bytes", []column{{memory.Empty, "empty", true, whole}, {memory.Used, "10,000 values", true, whole}}},
}

func short(v float64) string  { return fmt.Sprintf("%.3g", v) }
func whole(v float64) string  { return fmt.Sprintf("%.0f", v) }
func micros(v float64) string { return fmt.Sprintf("%.0f", v/1e3) }
