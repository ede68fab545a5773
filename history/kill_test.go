package history_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history"
)

// boxVariable names the black box of a child process.
const boxVariable = "BINNACLE_TEST_BOX"

// child is what a process does that TestKilledProgramsLeaveTheirHistory starts. It writes
// the number of each sample that is in its file, and what it had counted by then, until it is killed.
func child(path string) {
	reg := metrics.NewRegistry(nil)
	hits, latency := reg.Counter("hits"), reg.Timer("latency")
	store := history.New(reg, &history.Options{
		Path: path, MaxBytes: 64 << 10, Resolutions: []history.Resolution{{Step: 10 * time.Millisecond, Keep: time.Second}, {Step: 50 * time.Millisecond, Keep: time.Hour}},
	})
	if err := store.Stats().Box.Err; err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	ticks, _ := store.Subscribe()
	for tick := range ticks {
		x, _ := tick.Total.Get("hits")
		fmt.Println(tick.N, x.Count)
		hits.Add(uint64(rand.IntN(100)))
		latency.Observe(time.Duration(rand.IntN(1000)) * time.Microsecond)
	}
}

// A program that is killed at any moment leaves everything up to its last sample, and the next one goes on from there.
func TestKilledProgramsLeaveTheirHistory(t *testing.T) {
	path := filepath.Join(t.TempDir(), "app.box")
	random := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	var before uint64 // events of the programs before
	for round := range 10 {
		cmd := exec.Command(os.Args[0], "-test.run=^$")
		cmd.Env = append(os.Environ(), boxVariable+"="+path)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		var n, count uint64
		for wanted := 1 + random.IntN(20); wanted > 0 && lines.Scan(); wanted-- {
			words := strings.Fields(lines.Text())
			if n, err = strconv.ParseUint(words[0], 10, 64); err != nil {
				t.Fatal(lines.Text())
			}
			count, _ = strconv.ParseUint(words[1], 10, 64)
		}
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		cmd.Wait()
		f := open(t, path)
		from, to := f.Bounds()
		all := f.Range("hits", nil, from, to, 0)
		if f.Latest().N < n || all.Total().Count < before+count {
			t.Fatalf("round %d: the file ends with sample %d and %d events, but the program had reached %d and %d more than %d",
				round, f.Latest().N, all.Total().Count, n, count, before)
		}
		before = all.Total().Count
	}
}
