package report

import (
	"math"

	"github.com/binnacle-go/metrics/bench/internal/peers"
	"github.com/binnacle-go/metrics/bench/internal/result"
	"github.com/binnacle-go/metrics/bench/internal/updates"
)

// A Target is a limit for a figure of this library, or for its ratio to another figure of the same rounds.
type Target struct {
	Ours, Peer result.Point // Peer is zero where the limit is for the figure itself
	Limit      float64
	Unit       string // of the figure itself
	Why        string // what was tried and what limits the figure, for readers of a report in which it is missed
}

// because returns the target with what limits it.
func (t Target) because(why string) Target {
	t.Why = why
	return t
}

// Value returns what the limit is for, NaN where it was not measured.
func (t Target) Value(r result.Results) float64 {
	if t.Peer == (result.Point{}) {
		return r.Median(t.Ours)
	}
	return r.Ratio(t.Ours, t.Peer)
}

// Met reports whether the target was measured and met.
func (t Target) Met(r result.Results) bool {
	v := t.Value(r)
	return !math.IsNaN(v) && v <= t.Limit
}

// Rows returns the rows that targets need.
func Rows(targets []Target) map[peers.Row]bool {
	rows := map[peers.Row]bool{}
	for _, t := range targets {
		rows[t.Ours.Row], rows[t.Peer.Row] = true, true
	}
	return rows
}

// Pairs returns the rows that are compared as pairs.
func Pairs(targets []Target) (pairs [][2]peers.Row) {
	for _, t := range targets {
		if t.Ours.Column == updates.Paired {
			pairs = append(pairs, [2]peers.Row{t.Ours.Row, t.Peer.Row})
		}
	}
	return pairs
}

func point(work, library, call, column string) result.Point {
	return result.Point{Row: peers.Row{Work: work, Library: library, Call: call}, Column: column}
}

// ratio is a target for this library's call against a peer's at the same work, in the same column.
func ratio(work, column, call, peer, peerCall string, limit float64) Target {
	return Target{Ours: point(work, peers.Binnacle, call, column), Peer: point(work, peer, peerCall, column), Limit: limit}
}

// own is a target for a call of this library in one column against the same call in another.
func own(work, call, column, other string, limit float64) Target {
	return Target{Ours: point(work, peers.Binnacle, call, column), Peer: point(work, peers.Binnacle, call, other), Limit: limit}
}

// absolute is a target for a figure of this library.
func absolute(work, column, call string, limit float64, unit string) Target {
	return Target{Ours: point(work, peers.Binnacle, call, column), Limit: limit, Unit: unit}
}
