package report

import (
	"fmt"
	"io"
	"math"

	"github.com/binnacle-go/metrics/bench/internal/peers"
	"github.com/binnacle-go/metrics/bench/internal/result"
)

// writeTargets says of each target that was measured whether it was met, and of those missed why.
func writeTargets(w io.Writer, targets []Target, results result.Results) {
	t := table{left: 4}
	t.add("work", "this library", "ratio to, or unit", "", "limit", "measured")
	var missed []Target
	for _, target := range targets {
		value := target.Value(results)
		if math.IsNaN(value) {
			continue
		}
		verdict := "met"
		if !target.Met(results) {
			verdict = "**missed**"
			missed = append(missed, target)
		}
		t.add(target.Ours.Work, target.Ours.Call+", "+target.Ours.Column, target.other(), verdict, number(target.Limit), number(value))
	}
	if len(t.rows) == 1 {
		return
	}
	fmt.Fprint(w, "### Targets\n\n")
	t.write(w)
	fmt.Fprintln(w)
	explained := false
	for _, target := range missed {
		if target.Why != "" {
			explained = true
			fmt.Fprintf(w, "- %s, %s, %s; %s: %s\n",
				target.Ours.Work, target.Ours.Call, target.Ours.Column, target.other(), target.Why)
		}
	}
	if explained {
		fmt.Fprintln(w)
	}
}

// other names what the target compares with, or the unit of the figure itself.
func (t Target) other() string {
	switch {
	case t.Peer.Row == (peers.Row{}):
		return t.Unit
	case t.Peer.Row == t.Ours.Row:
		return t.Peer.Column
	}
	return t.Peer.Library + " " + t.Peer.Call
}
