package report

import (
	"fmt"
	"io"

	"github.com/binnacle-go/metrics/bench/internal/gobench"
)

// Of the package history, the folder and the benchmarks whose figures the report shows.
const (
	HistoryPackage    = "./history"
	HistoryBenchmarks = "^Benchmark(Day|Point|Sample|Since)$"
)

// historyFigure is one row: what it says, and the most that it should be if there is a limit.
type historyFigure struct {
	gobench.Figure
	what  string
	limit float64
}

const noLimit = -1

func historyFigures() []historyFigure {
	point := func(of, what string) historyFigure {
		return historyFigure{gobench.Figure{Benchmark: "Point/" + of, Unit: "B/point"}, "bytes of a point of " + what, 2}
	}
	day := func(unit, what string, limit float64) historyFigure {
		return historyFigure{gobench.Figure{Benchmark: "Day", Unit: unit}, "a day of 1,000 series, 100 of them timers: " + what, limit}
	}
	gauge := func(kind, what string) historyFigure {
		f := point("gauges/"+kind, "gauges: "+what)
		f.limit = noLimit
		return f
	}
	sample := func(timers, rate string) historyFigure {
		return historyFigure{gobench.Figure{Benchmark: "Sample/timers=" + timers + "/rate=" + rate, Unit: "%core"},
			"% of a core to sample 10,000 series a second: " + timers + " timers of " + rate + " observations a second", 1}
	}
	longest := func(timers, rate string) historyFigure {
		return historyFigure{gobench.Figure{Benchmark: "Sample/timers=" + timers + "/rate=" + rate, Unit: "ms-longest"},
			"ms of the longest such sample in five minutes: " + timers + " timers of " + rate + " observations a second", noLimit}
	}
	since := func(d, what string) historyFigure {
		return historyFigure{gobench.Figure{Benchmark: "Since/" + d, Unit: "ns/op"},
			"ns for the statistics of 1,000 series over the last " + what + ", once a second", noLimit}
	}
	return []historyFigure{
		point("both", "seven counters to two gauges of all kinds"), point("counters", "counters"),
		gauge("all", "of all kinds"), gauge("limit", "a constant"), gauge("size", "one that changes every five minutes"),
		gauge("queue", "one that walks in whole numbers"), gauge("share", "noise of 12 bits"),
		gauge("heap", "one that grows by random amounts of 16 bits"),
		day("MiB", "MiB", 16), day("points", "points kept", noLimit),
		day("coarsened", "slots put into wider buckets for lack of memory", noLimit),
		day("dropped", "slots dropped for lack of memory", 0),
		sample("0", "0"), sample("100", "100"), sample("1000", "1"), sample("1000", "10"), sample("1000", "100"),
		longest("0", "0"), longest("1000", "1"), longest("1000", "100"),
		since("1m0s", "minute"), since("1h0m0s", "hour"), since("24h0m0s", "day"),
	}
}

// WriteHistory writes what the benchmarks of package history reported.
func WriteHistory(w io.Writer, figures map[gobench.Figure]float64) {
	t := table{left: 1}
	t.add("history", "limit", "measured")
	for _, f := range historyFigures() {
		v, ok := figures[f.Figure]
		if !ok {
			continue
		}
		limit := ""
		if f.limit != noLimit {
			limit = number(f.limit)
		}
		t.add(f.what, limit, number(v))
	}
	if len(t.rows) > 1 {
		t.write(w)
		fmt.Fprint(w, historyNotes)
	}
}

const historyNotes = `
A point of a gauge holds the last, the least and the greatest value where its slot has several samples; what is noise
takes the bits that it has. What a sample of timers costs is the comparison of their pages of counts with a copy, and the
compression of what is new, as seconds and once more as tens of seconds: with a hundred observations a second each timer has
some ninety buckets to compress each second and three hundred each ten seconds. The 32 MiB of the default do not hold five
minutes of a thousand such timers beside the hour, so that what is older is read and compressed again in wider buckets,
which is also what the longest sample waits for. Nobody looks meanwhile: who asks for a sample keeps it, and the next but
one then needs new room, which costs some 0.2 % more for ten thousand series.
`
