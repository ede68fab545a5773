package outage

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// columns of the table of results.
var columns = []struct {
	title string
	cell  func(*Result) string
}{
	{"reporter", func(r *Result) string { return r.Options.Subject }},
	{"outages", func(r *Result) string { return fmt.Sprint(len(r.Faults)) }},
	{"points to store", func(r *Result) string { return fmt.Sprint(r.Expected) }},
	{"stored", func(r *Result) string { return fmt.Sprint(r.Stored) }},
	{"lost", func(r *Result) string { return fmt.Sprint(r.Lost()) }},
	{"bogus", func(r *Result) string { return fmt.Sprint(r.Wrong) }},
	{"counter stored, of", func(r *Result) string { return orNone(r.Hits) }},
	{"longest drain", func(r *Result) string { return r.ifQueued(r.Drain.Round(10 * time.Millisecond).String()) }},
	{"most queued", func(r *Result) string {
		return r.ifQueued(fmt.Sprintf("%d points, %d KiB", r.Queued, r.QueuedBytes>>10))
	}},
	{"heap", func(r *Result) string { return fmt.Sprintf("+%d KiB", r.Heap>>10) }},
	{"goroutines", func(r *Result) string { return fmt.Sprintf("+%d", r.Extra) }},
}

func orNone(cell string) string {
	if cell == "" {
		return "-"
	}
	return cell
}

// ifQueued leaves a cell out for reporters that queue nothing, or do not tell.
func (r *Result) ifQueued(cell string) string {
	if r.Queued == 0 {
		return "-"
	}
	return cell
}

// WriteTable writes results as a table in Markdown.
func WriteTable(w io.Writer, results []Result) {
	rows := [][]string{make([]string, len(columns))}
	for i, c := range columns {
		rows[0][i] = c.title
	}
	for i := range results {
		row := make([]string, len(columns))
		for j, c := range columns {
			row[j] = c.cell(&results[i])
		}
		rows = append(rows, row)
	}
	widths := make([]int, len(columns))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], len(cell))
		}
	}
	for n, row := range rows {
		writeRow(w, row, widths, " ")
		if n == 0 {
			writeRow(w, make([]string, len(columns)), widths, "-")
		}
	}
}

// writeRow pads the first cell at its end and the others at their beginning.
func writeRow(w io.Writer, row []string, widths []int, pad string) {
	for i, cell := range row {
		padding := strings.Repeat(pad, widths[i]-len(cell))
		switch {
		case pad == "-" && i > 0:
			padding = padding[1:] + ":"
			fmt.Fprintf(w, "| %s ", padding)
		case i == 0:
			fmt.Fprintf(w, "| %s%s ", cell, padding)
		default:
			fmt.Fprintf(w, "| %s%s ", padding, cell)
		}
	}
	fmt.Fprintln(w, "|")
}
