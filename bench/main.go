// Command bench measures this library beside its peers, on the same work in the same run, and writes a report.
//
//	go run . -o RESULTS.md                    # everything: what make bench does
//	go run . -quick                           # everything, roughly
//	go run . -targets -work '^(add|record)$'  # what the targets for adding and recording compare
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"regexp"

	"github.com/binnacle-go/metrics/bench/internal/gobench"
	"github.com/binnacle-go/metrics/bench/internal/peers"
	"github.com/binnacle-go/metrics/bench/internal/report"
)

func main() {
	quick := flag.Bool("quick", false, "measure roughly, in half a minute")
	targets := flag.Bool("targets", false, "measure only what targets compare")
	work := flag.String("work", "", "measure only the kinds of work that match this regular expression")
	out := flag.String("o", "", "write the report to this file too")
	flag.Parse()
	pattern, err := regexp.Compile(*work)
	if err != nil {
		fail(err)
	}
	needed := report.Rows(report.Targets())
	want := func(r peers.Row) bool { return pattern.MatchString(r.Work) && (!*targets || needed[r]) }
	effort := thorough
	if *quick {
		effort = rough
	}
	var text bytes.Buffer
	report.Write(&text, rows(), effort.measure(want))
	if pattern.MatchString("history") && !*quick && !*targets {
		figures, err := gobench.Run("..", report.HistoryPackage, report.HistoryBenchmarks)
		if err != nil {
			fail(err)
		}
		report.WriteHistory(&text, figures)
	}
	if *out != "" {
		if err := os.WriteFile(*out, text.Bytes(), 0o644); err != nil {
			fail(err)
		}
	}
	if _, err := text.WriteTo(os.Stdout); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "bench:", err)
	os.Exit(1)
}
