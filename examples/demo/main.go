// Command demo is a code search service that one can see into: it searches the source tree of the Go installation,
// or of -dir, and shows on its dashboard what it is doing. It uses each kind of instrument where a program would.
//
//	go run ./examples/demo
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	if err := run(untilSignal(), os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "demo:", err)
		os.Exit(exitCode(err))
	}
}

// untilSignal returns a context that the first signal to stop ends. From then on a second one kills at once.
func untilSignal() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-signals
		signal.Stop(signals)
		cancel()
	}()
	return ctx
}

// run is the program, until ctx is done.
func run(ctx context.Context, args []string, stdout io.Writer) error {
	c, err := parseFlags(args, stdout)
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	if err != nil {
		return err
	}
	d, err := start(c)
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "Searching %s, with %d requests a second of load.\n", d.tree.Root(), c.load)
	fmt.Fprintf(stdout, "Search:    %s/\nDashboard: %s/metrics\n", d.url, d.url)
	select {
	case <-ctx.Done():
	case err = <-d.failed:
	}
	return errors.Join(err, d.stop())
}

func exitCode(err error) int {
	if _, ok := errors.AsType[*usageError](err); ok {
		return 2
	}
	return 1
}
