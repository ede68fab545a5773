// Package updates measures how long it takes to update an instrument.
package updates

import (
	"math/rand/v2"
	"slices"
	"time"

	"github.com/binnacle-go/metrics/bench/internal/peers"
	"github.com/binnacle-go/metrics/bench/internal/result"
)

// Options say how thoroughly to measure.
type Options struct {
	Want   func(peers.Row) bool // which rows to measure
	Rounds int
	Time   time.Duration // of each measurement
	Settle time.Duration // for which goroutines share an instrument before they are measured
}

// Run measures all rows in each round, those of one kind of work right after one another in random order, so that
// whatever else the machine does hits all alike.
func Run(rows []peers.Update, o Options, results result.Results) {
	rows = slices.DeleteFunc(rows, func(u peers.Update) bool { return !o.Want(u.Row) })
	for _, u := range rows {
		results.Add(u.Row, Allocs, allocations(u))
	}
	for range o.Rounds {
		for _, group := range groups(rows) {
			modes := modesOf(group[0].Work)
			for _, i := range rand.Perm(len(group) * len(modes)) {
				u, m := group[i/len(modes)], modes[i%len(modes)]
				results.Add(u.Row, m.column, measure(u, m.goroutines(), o))
			}
		}
	}
}

// groups returns the rows of each kind of work.
func groups(rows []peers.Update) (all [][]peers.Update) {
	place := map[string]int{}
	for _, u := range rows {
		if _, ok := place[u.Work]; !ok {
			place[u.Work] = len(all)
			all = append(all, nil)
		}
		all[place[u.Work]] = append(all[place[u.Work]], u)
	}
	return all
}
