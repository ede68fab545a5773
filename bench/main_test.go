package main

import (
	"slices"
	"testing"

	"github.com/binnacle-go/metrics/bench/internal/peers"
	"github.com/binnacle-go/metrics/bench/internal/report"
)

// Each target compares rows that there are, and no row is there twice.
func TestRows(t *testing.T) {
	all := rows()
	for i, row := range all {
		if slices.Contains(all[:i], row) {
			t.Errorf("%v is there twice", row)
		}
	}
	for _, target := range report.Targets() {
		for _, row := range []peers.Row{target.Ours.Row, target.Peer.Row} {
			if row != (peers.Row{}) && !slices.Contains(all, row) {
				t.Errorf("a target is for %v, which nothing measures", row)
			}
		}
	}
}

// The rounds of a row that was in two pairs would belong to neither.
func TestPairs(t *testing.T) {
	seen := map[peers.Row]bool{}
	for _, pair := range report.Pairs(report.Targets()) {
		for _, row := range pair {
			if seen[row] {
				t.Errorf("%v is in two pairs", row)
			}
			seen[row] = true
		}
	}
	if len(seen) == 0 {
		t.Error("there are no pairs")
	}
}
