package blackbox

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/binnacle-go/metrics/history"
)

const rounds = 100

// slack is how old the last sample of a program that samples each 20 ms may be when it dies on a busy machine.
const slack = time.Second

// moment is what a victim told: it had come to n events at some time, or before.
type moment struct {
	n  uint64
	at time.Time
}

// A program that is killed at any moment leaves a box in which everything is up to the last sample. The next one goes
// on in the same box.
func TestKilledAtRandomMoments(t *testing.T) {
	t.Parallel()
	program := build(t, "victim")
	path := filepath.Join(t.TempDir(), "victim.box")
	sum := uint64(0) // of the events of all runs before, as far as they were sampled
	for round := range rounds {
		told, killed := murder(t, program, path)
		box := mustOpen(t, path)
		total := box.Latest().Total
		all, _ := total.Get("events")
		if all.Count < sum {
			t.Fatalf("round %d: the box holds %d events, and had %d", round, all.Count, sum)
		}
		events := all.Count - sum
		if age := killed.Sub(total.Time); age > slack || age < 0 {
			t.Errorf("round %d: the last sample is %v older than the end", round, age)
		}
		for _, m := range told {
			if m.at.Before(total.Time) && m.n > events {
				t.Fatalf("round %d: %d events were there %v before the sample that has %d", round, m.n, total.Time.Sub(m.at), events)
			}
		}
		if last := told[len(told)-1].n; events > last+2 { // the last lines may not have come through
			t.Fatalf("round %d: %d events, after at most %d", round, events, last+2)
		}
		sum = all.Count
		if have := box.Range("events", nil, time.Unix(0, 0), killed, 0).Total().Count; have != sum {
			t.Fatalf("round %d: the points have %d events together, want %d", round, have, sum)
		}
	}
}

// murder lets a program run for a random time and kills it. It returns what the program told, and when it died.
func murder(t *testing.T, program, path string) (told []moment, killed time.Time) {
	t.Helper()
	command := exec.Command(program, path)
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	start(t, command)
	end := 25 + rand.IntN(100) // lines, of which each takes a millisecond at least
	for lines := bufio.NewScanner(out); lines.Scan(); {
		var n uint64
		var at int64
		if _, err := fmt.Sscan(lines.Text(), &n, &at); err != nil {
			break // the last line, cut off
		}
		if told = append(told, moment{n, time.Unix(0, at)}); len(told) == end {
			command.Process.Kill()
			killed = time.Now()
		}
	}
	kill(command)
	if len(told) < end {
		t.Fatalf("the program ended by itself after %d lines", len(told))
	}
	return told, killed
}

// mustOpen opens a box that must be without damage.
func mustOpen(t *testing.T, path string) *history.File {
	t.Helper()
	box, err := history.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if damage := box.Stats().Box.Damage; damage != nil {
		t.Fatal(damage)
	}
	return box
}
