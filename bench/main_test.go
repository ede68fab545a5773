package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
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

// A part that cannot be measured leaves what the file has of it, and the others are measured all the same.
func TestPartsThatFail(t *testing.T) {
	file := filepath.Join(t.TempDir(), "RESULTS.md")
	all := parts
	defer func() { parts = all }()
	write := func(text string, err error) func(io.Writer, choice) error {
		return func(w io.Writer, _ choice) error {
			fmt.Fprintln(w, text)
			return err
		}
	}
	parts = []part{{"a", "A", write("old a", nil)}, {"b", "B", write("old b", nil)}}
	if err := run(io.Discard, "", file, choice{}); err != nil {
		t.Fatal(err)
	}
	parts = []part{{"a", "A", write("new a", errors.New("no server"))}, {"b", "B", write("new b", nil)}}
	if err := run(io.Discard, "", file, choice{}); err == nil || !strings.Contains(err.Error(), "no server") {
		t.Errorf("the error is %v", err)
	}
	text, err := os.ReadFile(file)
	if s := string(text); err != nil || !strings.Contains(s, "old a") || !strings.Contains(s, "new b") || strings.Contains(s, "new a") {
		t.Errorf("the file is\n%s, %v", s, err)
	}
	if err := run(io.Discard, "c", file, choice{}); err == nil || !strings.Contains(err.Error(), "a, b") {
		t.Errorf("the error for a part that there is not is %v", err)
	}
}

// The report is as it would be written: a part put into it changes nothing else.
func TestReportIsAsWritten(t *testing.T) {
	text, err := os.ReadFile("RESULTS.md")
	if err != nil {
		t.Fatal(err)
	}
	var again strings.Builder
	report.Parse(string(text), titles()).WriteTo(&again)
	if again.String() != string(text) {
		t.Errorf("read and written again it is\n%s", again.String())
	}
}
