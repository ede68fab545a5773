// Command bench puts reporters through outages of real servers, one after the other, and prints how they fared as a part
// of bench/RESULTS.md: by default through ten simulated minutes, of which a tick of ten seconds takes one.
//
//	go run ./outage/bench -ticks 60 -seed 1
package main

import (
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/binnacle-go/metrics/integration/outage"
)

func main() {
	outage.ServeIfChild()
	log.SetOutput(io.Discard) // one of the reporters writes a line each tick
	o := outage.Options{}
	flag.IntVar(&o.Ticks, "ticks", 60, "how many `ticks` each reporter runs for")
	flag.DurationVar(&o.Interval, "interval", time.Second, "from tick to tick")
	flag.Uint64Var(&o.Seed, "seed", 1, "of the moments of outages")
	long := flag.Int("long", 60, "the single outage of the second table, in `ticks`; 0 for none")
	only := flag.String("only", "", "only reporters whose names contain this")
	flag.Parse()
	if err := run(os.Stdout, o, *long, *only); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(w io.Writer, o outage.Options, long int, only string) error {
	fmt.Fprintf(w, "Measured on %s with %d processors, with %s for %s/%s.\n\n",
		time.Now().UTC().Format(time.DateOnly), runtime.NumCPU(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	fmt.Fprintf(w, intro, o.Ticks, o.Interval)
	fmt.Fprintf(w, "### Stopped and killed at random moments\n\n")
	if err := table(w, o, only); err != nil || long == 0 {
		return err
	}
	fmt.Fprintf(w, "\n### Down for %d ticks without a break\n\nKilled, and started again.\n\n", long)
	o.Down, o.Ticks, o.Seed = long, long+5, 1
	return table(w, o, "binnacle", only)
}

// table runs the reporters whose names contain all texts.
func table(w io.Writer, o outage.Options, texts ...string) error {
	var results []outage.Result
	for _, name := range outage.Subjects() {
		if slices.ContainsFunc(texts, func(text string) bool { return !strings.Contains(name, text) }) {
			continue
		}
		o.Subject = name
		r, err := outage.Run(o)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		fmt.Fprintln(os.Stderr, r.String())
		results = append(results, r)
	}
	outage.WriteTable(w, results)
	return nil
}

const intro = `Each reporter sends 1,000 values a tick (999 gauges and a counter) to a real server in a process of its own, for %d
ticks of %v, each of which stands for one of 10 s. Meanwhile the server is stopped with SIGSTOP, killed with SIGKILL and
started again; about half the time it is down. A reporter with a queue runs on until that is drained. Then all that
the server has stored is read back and compared, point by point. The servers are go-carbon's receiver, InfluxDB 1.8 and the Collector's OTLP receiver; the first and the last
write what they take to a file at once, so that a kill loses nothing that was acknowledged.

"Drain" is the time from the server's return until only the newest tick is queued, and "heap" what is in use beyond
the start after an outage and a collection. Goroutines include the two that Go's HTTP client has for a connection. What
a reporter without a queue loses is lost for good, but for OpenTelemetry's counter: it is cumulative, so that the total
is right once an export succeeds, though not when it was counted. It is measured with its default times in proportion.

`
