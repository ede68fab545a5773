// Package report writes what was measured as Markdown: whether each target was met, and a table for each kind of work.
package report

import (
	"fmt"
	"io"

	"github.com/binnacle-go/metrics/bench/internal/peers"
	"github.com/binnacle-go/metrics/bench/internal/result"
)

// Write writes the report on the rows, in their order. Figures that were not measured are left out.
func Write(w io.Writer, rows []peers.Row, results result.Results) {
	writeVersions(w)
	fmt.Fprint(w, explanation)
	writeTargets(w, Targets(), results)
	for _, s := range sections {
		s.write(w, rows, results)
	}
	writeGrowth(w, rows, results)
}

const explanation = `
A ratio is this library's figure divided by that of the row: below 1, this library's is the smaller. It is the median
of the ratios of single rounds, in which both were measured one soon after the other; ratios carry over to other
machines, the figures themselves do not. Times are medians too, wall time over the operations of all goroutines.
Serial is one goroutine, parallel is one on each processor, crowded is 16 on each, all on the same instrument.

`
