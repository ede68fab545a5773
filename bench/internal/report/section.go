package report

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/binnacle-go/metrics/bench/internal/accuracy"
	"github.com/binnacle-go/metrics/bench/internal/memory"
	"github.com/binnacle-go/metrics/bench/internal/peers"
	"github.com/binnacle-go/metrics/bench/internal/reading"
	"github.com/binnacle-go/metrics/bench/internal/result"
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
	{updates.Serial, updates.Serial, true, number},
	{updates.Parallel, updates.Parallel, true, number},
	{updates.Allocs, updates.Allocs, false, number},
}

var contendedColumns = slices.Insert(slices.Clone(updateColumns), 2, column{updates.Crowded, updates.Crowded, true, number})

var readColumns = []column{
	{reading.Nanos(1_000), "1,000", true, micros},
	{reading.Nanos(10_000), "10,000", true, micros},
	{reading.Allocs(10_000), "allocations of 10,000", false, whole},
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
	{peers.Quantiles, "%, on the heavy-tailed stream", quantileColumns()},
}

func quantileColumns() (columns []column) {
	for _, q := range accuracy.Quantiles {
		columns = append(columns, column{name: accuracy.Column(q), title: accuracy.Column(q), format: number})
	}
	return append(columns, column{name: accuracy.Worst, title: "worst on any stream", format: number})
}

func (s section) write(w io.Writer, rows []peers.Row, results result.Results) {
	t := table{left: 2}
	header := []string{"library", "call"}
	for _, c := range s.columns {
		header = append(header, c.title)
		if c.ratio {
			header = append(header, "ratio")
		}
	}
	t.add(header...)
	var ours peers.Row // the first of this library
	for _, row := range rows {
		if row.Work == s.work && row.Library == peers.Binnacle {
			ours = row
			break
		}
	}
	for _, row := range rows {
		if row.Work == s.work {
			if cells, ok := s.cells(row, ours, results); ok {
				t.add(append([]string{row.Library, row.Call}, cells...)...)
			}
		}
	}
	if len(t.rows) > 1 {
		fmt.Fprintf(w, "### %s%s (%s)\n\n", strings.ToUpper(s.work[:1]), s.work[1:], s.unit)
		t.write(w)
		fmt.Fprintln(w)
	}
}

// cells returns the figures of a row; ok is false if there are none.
func (s section) cells(row, ours peers.Row, results result.Results) (cells []string, ok bool) {
	for _, c := range s.columns {
		p := result.Point{Row: row, Column: c.name}
		value := results.Median(p)
		figure, ratio := "", ""
		if !math.IsNaN(value) {
			ok = true
			figure = c.format(value)
			ratio = quotient(results.Ratio(result.Point{Row: ours, Column: c.name}, p))
		}
		cells = append(cells, figure)
		if c.ratio {
			cells = append(cells, ratio)
		}
	}
	return cells, ok
}
