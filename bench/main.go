// Command bench measures this library: beside its peers, on the same work in the same run, and alone where there are
// none. It writes a report made of parts; each can be measured anew without touching the others.
//
//	go run . -o RESULTS.md                    # all parts: what make bench does
//	go run . -part history -o RESULTS.md      # one part, and leaves the others in the file as they are
//	go run . -quick                           # the peers' part, roughly
//	go run . -targets -work '^(add|record)$'  # what the targets for adding and recording compare
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"

	"github.com/binnacle-go/metrics/bench/internal/peers"
	"github.com/binnacle-go/metrics/bench/internal/report"
)

func main() {
	quick := flag.Bool("quick", false, "measure the peers' part roughly, in half a minute")
	targets := flag.Bool("targets", false, "measure only what targets compare")
	work := flag.String("work", "", "measure only the kinds of work of the peers' part that match this regular expression")
	name := flag.String("part", "", "measure only this part: "+names())
	keep := flag.String("keep", "", "report on the figures of the peers' part in this file too, and add those measured to it: "+
		"so one -work can be measured after another")
	written := flag.String("written", "", "take the figures of the history's part from this file, to which go test -bench "+
		"wrote them, one benchmark after another")
	out := flag.String("o", "", "put the parts into this file too")
	flag.Parse()
	if *name == "" && (*quick || *targets || *work != "" || *keep != "") {
		*name = "peers"
	}
	if *name == "" && *written != "" {
		*name = "history"
	}
	c, err := choose(*quick, *targets, *work)
	c.keep, c.written = *keep, *written
	if err == nil {
		err = run(os.Stdout, *name, *out, c)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func choose(quick, targets bool, work string) (choice, error) {
	pattern, err := regexp.Compile(work)
	if err != nil {
		return choice{}, err
	}
	needed := report.Rows(report.Targets())
	c := choice{
		effort: thorough,
		want:   func(r peers.Row) bool { return pattern.MatchString(r.Work) && (!targets || needed[r]) },
	}
	if quick {
		c.effort = rough
	}
	return c, nil
}

// run measures parts, one after the other. A part that fails leaves what the file has of it, and the others go on.
func run(w io.Writer, name, file string, c choice) error {
	list, err := chosen(name)
	if err != nil {
		return err
	}
	var failed error
	for _, p := range list {
		var text bytes.Buffer
		report.WriteMachine(&text)
		err := p.write(&text, c)
		if err == nil && file != "" {
			err = replace(file, p.title, text.String())
		}
		if err != nil {
			failed = errors.Join(failed, fmt.Errorf("%s: %w", p.name, err))
			continue
		}
		fmt.Fprintf(w, "## %s\n\n%s\n", p.title, text.Bytes())
	}
	return failed
}

// replace puts a part into a file, which need not be there yet.
func replace(file, title, text string) error {
	before, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	d := report.Parse(string(before), titles())
	d.Set(title, text)
	var after bytes.Buffer
	if _, err := d.WriteTo(&after); err != nil {
		return err
	}
	return os.WriteFile(file, after.Bytes(), 0o644)
}
