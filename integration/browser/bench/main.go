// Bench measures what the pages cost, in a real browser, beside those of statsviz in the same run. It prints Markdown,
// and its progress on standard error.
//
//	go run ./browser/bench
package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/binnacle-go/metrics/integration/browser"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run() (err error) {
	b, err := browser.Launch()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	pages, err := measurePages(b)
	if err != nil {
		return err
	}
	server, err := measureServer()
	if err != nil {
		return err
	}
	write(os.Stdout, pages, server)
	return nil
}

func progress(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }
