package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history"
	"github.com/binnacle-go/metrics/internal/points"
	"github.com/binnacle-go/metrics/internal/window"
)

var dumpCommand = command{
	name:  "dump",
	args:  "FILE",
	short: "write a black box file as JSON, CSV or an HdrHistogram log",
	long: `
Dump writes what the black box FILE holds, point by point, to the standard output:

  json   one document, as the dashboard gives it with format=json and step
  csv    one line for each point of each series, as the dashboard's format=csv
  hlog   the distributions of timers and histograms as an HdrHistogram log

Without -range, -from or -to it is all that is kept, at the step in which all of it
is kept: the last minutes are kept more finely, so ask for them alone. Times are
written as 2026-01-02T15:04:05Z or in seconds since 1970.`,
	flags: func(set *flag.FlagSet) action {
		d := &dump{given: map[string]*string{}}
		set.StringVar(&d.format, "format", "json", "`json`, csv or hlog")
		set.StringVar(&d.path, "path", "", "only what is at `path`, such as web/search")
		for name, usage := range map[string]string{
			"range": "only a `duration`, such as 15m, or all: the last, unless -from or -to says which",
			"from":  "only from this `time` on",
			"to":    "only up to this `time`",
			"step":  "points of this `duration`, rounded up to a multiple of one that is kept (default the finest)",
		} {
			set.Func(name, usage, func(text string) error { d.given[name] = &text; return nil })
		}
		return d.run
	},
}

// dump writes a black box file in another format.
type dump struct {
	format, path string
	given        map[string]*string // range, from, to and step, as they were given
}

// writers write a set in each format.
var writers = map[string]func(io.Writer, *points.Set) error{
	"json": func(w io.Writer, set *points.Set) error {
		_, err := w.Write(set.AppendJSON(nil))
		return err
	},
	"csv":  func(w io.Writer, set *points.Set) error { return set.WriteCSV(w) },
	"hlog": writeLog,
}

func (d *dump) run(_ context.Context, args []string, stdout, stderr io.Writer) error {
	path, err := only(args, "which black box file to dump")
	if err != nil {
		return err
	}
	write := writers[d.format]
	if write == nil {
		return usagef("there is no format %q: use json, csv or hlog", d.format)
	}
	during, step, err := d.times()
	if err != nil {
		return &usageError{err}
	}
	box, err := openBox(path, stderr)
	if err != nil {
		return err
	}
	set, err := d.collect(box, during, step)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(stdout)
	if err := write(out, set); err != nil {
		return fmt.Errorf("cannot write: %w", err)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("cannot write: %w", err)
	}
	return nil
}

// times reads what was given of them.
func (d *dump) times() (during window.Window, step time.Duration, err error) {
	if during, err = window.Parse(d.given["range"], d.given["from"], d.given["to"]); err != nil {
		return during, 0, fmt.Errorf("-%s", strings.TrimPrefix(err.Error(), "-"))
	}
	if text := d.given["step"]; text != nil {
		if step, err = window.ParseSpan(*text); err != nil {
			return during, 0, fmt.Errorf("-step: %w", err)
		}
	}
	return during, step, nil
}

func (d *dump) collect(box *history.File, during window.Window, step time.Duration) (*points.Set, error) {
	total := box.Latest().Total
	if path := metrics.CleanPath(d.path); path != "" {
		if total = total.Sub(path); len(total.Series) == 0 {
			return nil, fmt.Errorf("there is nothing at the path %q", path)
		}
	}
	from, to := box.Bounds()
	if during.Given() && during.Span != window.All {
		from, to = during.Bounds(to)
	}
	set, _ := points.Collect(box, total, from, to, step, math.MaxInt)
	return set, nil
}
