// Package report writes what was measured as Markdown: whether each target was met, and a table for each kind of work.
package report

import (
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/binnacle-go/metrics/bench/internal/peers"
	"github.com/binnacle-go/metrics/bench/internal/result"
)

// Write writes the report on the rows, in their order. Figures that were not measured are left out.
func Write(w io.Writer, rows []peers.Row, results result.Results) {
	fmt.Fprintf(w, "# This library beside its peers\n\n")
	writeMachine(w)
	fmt.Fprint(w, "\nRatios are this library's figure divided by the peer's: below 1 it is the smaller. Each is the median of the\n"+
		"ratios of single rounds, in which both were measured right after one another: they carry over to other machines,\n"+
		"the figures themselves do not. Times are medians too, wall time over the operations of all goroutines.\n\n")
	writeTargets(w, results)
	for _, s := range sections {
		s.write(w, rows, results)
	}
}

func writeTargets(w io.Writer, results result.Results) {
	fmt.Fprint(w, "## Targets\n\n")
	t := table{left: 4}
	t.add("work", "this library", "compared with", "", "limit", "measured")
	for _, target := range Targets() {
		value := target.Value(results)
		if math.IsNaN(value) {
			continue
		}
		verdict := "met"
		if !target.Met(results) {
			verdict = "**missed**"
		}
		t.add(target.Ours.Work, target.Ours.Call+", "+target.Ours.Column, compare(target), verdict,
			fmt.Sprintf("%.4g", target.Limit), fmt.Sprintf("%.3g", value))
	}
	t.write(w)
	fmt.Fprintln(w)
}

func compare(t Target) string {
	switch {
	case t.Peer.Row == (peers.Row{}):
		return ""
	case t.Peer.Row == t.Ours.Row:
		return t.Peer.Column
	}
	return t.Peer.Library + " " + t.Peer.Call
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
		fmt.Fprintf(w, "## %s%s (%s)\n\n", strings.ToUpper(s.work[:1]), s.work[1:], s.unit)
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
			ratio = fmt.Sprintf("%.2g", results.Ratio(result.Point{Row: ours, Column: c.name}, p))
		}
		cells = append(cells, figure)
		if c.ratio {
			cells = append(cells, ratio)
		}
	}
	return cells, ok
}
