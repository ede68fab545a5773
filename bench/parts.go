package main

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"

	"github.com/binnacle-go/metrics/bench/internal/gobench"
	"github.com/binnacle-go/metrics/bench/internal/peers"
	"github.com/binnacle-go/metrics/bench/internal/report"
	"github.com/binnacle-go/metrics/bench/internal/result"
)

// A part of the report is measured and replaced alone.
type part struct {
	name, title string
	write       func(w io.Writer, c choice) error // Markdown; its headings begin with ###
}

// The parts, in the order in which they stand in the report.
var parts = []part{
	{"peers", "This library beside its peers", writePeers},
	{"history", "History", writeHistory},
	{"outages", "Outages", output("../integration", "./outage/bench")},
	{"page", "Page", output("../integration", "./browser/bench")},
}

// A choice is what is measured of the peers' part, and how surely.
type choice struct {
	effort effort
	want   func(peers.Row) bool
	keep   string // file of figures that were measured before, to which those of this time are added

	written string // file of what the benchmarks of the history wrote; empty to run them
}

func writePeers(w io.Writer, c choice) error {
	results, err := c.measure()
	if err != nil {
		return err
	}
	report.Write(w, rows(), results)
	return nil
}

// measure returns what it measures, in place of what was kept of the same, and the other figures that were kept.
func (c choice) measure() (result.Results, error) {
	if c.keep == "" {
		return c.effort.measure(c.want), nil
	}
	results, err := result.Load(c.keep)
	if err != nil {
		return nil, err
	}
	maps.Copy(results, c.effort.measure(c.want))
	return results, results.Save(c.keep)
}

func writeHistory(w io.Writer, c choice) error {
	figures, err := c.historyFigures()
	if err != nil {
		return err
	}
	report.WriteHistory(w, figures)
	return nil
}

func (c choice) historyFigures() (map[gobench.Figure]float64, error) {
	if c.written == "" {
		return gobench.Run("..", report.HistoryPackage, report.HistoryBenchmarks)
	}
	f, err := os.Open(c.written)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return gobench.Read(f)
}

// output returns a function that writes what a command of another module prints on its standard output.
func output(module, command string) func(io.Writer, choice) error {
	return func(w io.Writer, _ choice) error {
		cmd := exec.Command("go", "run", command)
		cmd.Dir, cmd.Stdout, cmd.Stderr = module, w, os.Stderr
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("run %s in %s: %w", command, module, err)
		}
		return nil
	}
}

// chosen returns the parts of a name, all for no name.
func chosen(name string) ([]part, error) {
	if name == "" {
		return parts, nil
	}
	for _, p := range parts {
		if p.name == name {
			return []part{p}, nil
		}
	}
	return nil, fmt.Errorf("there is no part %q: the parts are %s", name, names())
}

func names() string {
	var b bytes.Buffer
	for i, p := range parts {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(p.name)
	}
	return b.String()
}

func titles() (all []string) {
	for _, p := range parts {
		all = append(all, p.title)
	}
	return all
}
