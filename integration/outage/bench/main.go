// Command bench puts reporters through outages of real servers, one after the other, and prints how they fared: by
// default through ten simulated minutes, of which a tick of ten seconds takes one.
//
//	go run ./outage/bench -ticks 60 -seed 1
package main

import (
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"strings"
	"time"

	"github.com/binnacle-go/metrics/integration/outage"
)

func main() {
	outage.ServeIfChild()
	log.SetOutput(io.Discard) // one of the reporters writes a line each tick
	ticks := flag.Int("ticks", 60, "how many `ticks` each reporter runs for")
	interval := flag.Duration("interval", time.Second, "from tick to tick")
	seed := flag.Uint64("seed", 1, "of the moments of outages")
	down := flag.Int("down", 0, "one outage of so many `ticks`, killed for an odd seed and else stopped, instead of random ones")
	only := flag.String("only", "", "only reporters whose names contain this")
	flag.Parse()
	for _, name := range outage.Subjects() {
		if !strings.Contains(name, *only) {
			continue
		}
		r, err := outage.Run(outage.Options{Subject: name, Ticks: *ticks, Interval: *interval, Seed: *seed, Down: *down})
		if err != nil {
			fmt.Fprintln(os.Stderr, name+":", err)
			os.Exit(1)
		}
		fmt.Println(r.String())
	}
}
