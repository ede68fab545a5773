package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
)

// mostLoad bounds -load: beyond it the driver would measure itself.
const mostLoad = 10_000

// config is what the flags say.
type config struct {
	addr, dir, graphite, box string
	load                     int
}

// A usageError is a mistake in the command line.
type usageError struct{ error }

func (e *usageError) Unwrap() error { return e.error }

func parseFlags(args []string, stdout io.Writer) (config, error) {
	var c config
	set := flag.NewFlagSet("demo", flag.ContinueOnError)
	set.SetOutput(io.Discard) // the caller reports the error
	set.StringVar(&c.addr, "addr", "localhost:8080", "listen at `host:port`; port 0 takes a free one; the dashboard answers this machine only")
	set.StringVar(&c.dir, "dir", "", "search the files below this `directory` (default the Go installation)")
	set.StringVar(&c.graphite, "graphite", "", "send the metrics to the Graphite server at `host:port` too, every 10 s")
	set.StringVar(&c.box, "box", "", "keep the history in this black box `file` too, so that it survives kill -9; look at it with binnacle open")
	set.IntVar(&c.load, "load", 20, "send itself `N` requests a second; 0 for none")
	set.Usage = func() {}
	if err := set.Parse(args); errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(stdout, "Usage: demo [flags]")
		set.SetOutput(stdout)
		set.PrintDefaults()
		return c, err
	} else if err != nil {
		return c, &usageError{err}
	}
	if err := c.check(set.Args()); err != nil {
		return c, &usageError{err}
	}
	return c, nil
}

func (c config) check(rest []string) error {
	if len(rest) > 0 {
		return fmt.Errorf("unexpected argument %q: everything is said by flags, see -help", rest[0])
	}
	if _, _, err := net.SplitHostPort(c.addr); err != nil {
		return fmt.Errorf("-addr: %w; write host:port, for instance localhost:8080", err)
	}
	if c.graphite != "" {
		if _, _, err := net.SplitHostPort(c.graphite); err != nil {
			return fmt.Errorf("-graphite: %w; write host:port, for instance localhost:2003", err)
		}
	}
	if c.load < 0 || c.load > mostLoad {
		return fmt.Errorf("-load %d is not from 0 to %d requests a second", c.load, mostLoad)
	}
	return nil
}
