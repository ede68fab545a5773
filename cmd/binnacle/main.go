// Command binnacle looks at programs that use Binnacle from the outside: at a running one with tail, and with open and
// dump at the black box of one that may be dead.
//
//	go install github.com/binnacle-go/metrics/cmd/binnacle@latest
//	binnacle help
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() { os.Exit(run(untilSignal(), os.Args[1:], os.Stdout, os.Stderr)) }

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
