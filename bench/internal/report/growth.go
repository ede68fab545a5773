package report

import (
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/binnacle-go/metrics/bench/internal/peers"
	"github.com/binnacle-go/metrics/bench/internal/reading"
	"github.com/binnacle-go/metrics/bench/internal/result"
)

// barLength is that of the longest bar, in characters.
const barLength = 40

// writeGrowth plots the time that a read takes for each instrument: bars as long as one another mean that the time of
// the whole grows in proportion to the number of instruments.
func writeGrowth(w io.Writer, rows []peers.Row, results result.Results) {
	t := table{left: 2}
	t.add("read", "ns for each instrument", "instruments", "ns", "grows with the power")
	for _, row := range rows {
		power := results.Median(result.Point{Row: row, Column: reading.Exponent})
		if math.IsNaN(power) {
			continue
		}
		sizes, each, longest := growth(row, results)
		for i, size := range sizes {
			bar := strings.Repeat("#", int(math.Round(barLength*each[i]/longest)))
			if i == 0 {
				t.add(row.Call, bar, fmt.Sprint(size), whole(each[i]), number(power))
			} else {
				t.add("", bar, fmt.Sprint(size), whole(each[i]), "")
			}
		}
	}
	if len(t.rows) > 1 {
		fmt.Fprint(w, "### Growth with the number of instruments\n\n")
		t.write(w)
	}
}

// growth returns the sizes that were measured, and the time of a read over each.
func growth(row peers.Row, results result.Results) (sizes []int, each []float64, longest float64) {
	for size := 1; size <= 1e9; size *= 10 {
		nanos := results.Median(result.Point{Row: row, Column: reading.GrowthNanos(size)})
		if !math.IsNaN(nanos) {
			sizes, each = append(sizes, size), append(each, nanos/float64(size))
			longest = max(longest, nanos/float64(size))
		}
	}
	return sizes, each, longest
}
