package report_test

import (
	"strings"
	"testing"

	"github.com/binnacle-go/metrics/bench/internal/peers"
	"github.com/binnacle-go/metrics/bench/internal/reading"
	"github.com/binnacle-go/metrics/bench/internal/report"
	"github.com/binnacle-go/metrics/bench/internal/result"
	"github.com/binnacle-go/metrics/bench/internal/updates"
)

func TestWrite(t *testing.T) {
	ours := peers.Row{Work: peers.Add, Library: peers.Binnacle, Call: "Counter.Inc"}
	theirs := peers.Row{Work: peers.Add, Library: peers.Prometheus, Call: "Counter.Inc"}
	snapshot := reading.Row(peers.This(), peers.Read{Work: peers.Snapshot, Call: "Snapshot"})
	results := result.Results{}
	for _, slow := range []float64{1, 3, 1} {
		results.Add(ours, updates.Serial, 5*slow)
		results.Add(theirs, updates.Serial, 10*slow)
		results.Add(ours, updates.Parallel, 8*slow)
		results.Add(theirs, updates.Parallel, 10*slow)
	}
	results.Add(snapshot, reading.GrowthNanos(1000), 1e6)
	results.Add(snapshot, reading.GrowthNanos(10_000), 2e7)
	results.Add(snapshot, reading.Exponent, 1.3)
	var text strings.Builder
	report.Write(&text, []peers.Row{ours, theirs, snapshot}, results)
	got := text.String()
	for _, want := range []string{
		"| add      | Counter.Inc, serial               | prometheus Counter.Inc | met        |  1.15 |      0.5 |\n",
		"| add      | Counter.Inc, parallel             | prometheus Counter.Inc | **missed** |   0.5 |      0.8 |\n",
		"| snapshot | Timer, 2 digits: Snapshot, growth | power                  | **missed** |   1.1 |      1.3 |\n",
		"### Add (ns)\n",
		"| prometheus | Counter.Inc |     10 |  0.50 |       10 |  0.80 |         |       |             |\n",
		"| Timer, 2 digits: Snapshot | ####################                     |        1000 | 1000 |                  1.3 |\n",
		"|                           | ######################################## |       10000 | 2000 |                      |\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no line\n%s", want)
		}
	}
	if strings.Contains(got, "NaN") || strings.Contains(got, "### Record") {
		t.Error("something that was not measured is shown")
	}
	if t.Failed() {
		t.Log(got)
	}
}

// What limits one figure is not what limits another, and is said in one line.
func TestReasonsAreOfTheirOwn(t *testing.T) {
	seen := map[string]bool{}
	for _, target := range report.Targets() {
		if target.Why == "" {
			continue
		}
		if seen[target.Why] || strings.Contains(target.Why, "\n") {
			t.Errorf("%v: %q", target.Ours, target.Why)
		}
		seen[target.Why] = true
	}
	if len(seen) == 0 {
		t.Error("no target has a reason")
	}
}
