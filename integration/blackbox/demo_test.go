package blackbox

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics/integration/internal/eventually"
)

// client keeps no connections to programs that are about to die.
var client = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 10 * time.Second}

// The demo dies under load at a hundred random moments. binnacle open shows its last second. Several demos live side by
// side, each with a box in which one goes on after the other.
func TestDemoIsKilled(t *testing.T) {
	t.Parallel()
	demo, binnacle := build(t, "../../examples/demo"), build(t, "../../cmd/binnacle")
	for side := range demos {
		t.Run(fmt.Sprint(side), func(t *testing.T) {
			t.Parallel()
			killDemos(t, demo, binnacle, rounds/demos)
		})
	}
}

// demos is how many live side by side: mostly they wait.
const demos = 5

func killDemos(t *testing.T, demo, binnacle string, rounds int) {
	path := filepath.Join(t.TempDir(), "demo.box")
	before := uint64(0)
	for round := range rounds {
		searches, killed := killDemo(t, demo, path)
		box := mustOpen(t, path)
		if age := killed.Sub(box.Latest().Total.Time); age > 2*time.Second || age < 0 {
			t.Errorf("round %d: the last sample is %v older than the end", round, age)
		}
		kept, _ := box.Latest().Total.Get("search/latency")
		if kept.Count < before+searches {
			t.Errorf("round %d: the box holds %d searches, want %d of this run and %d before", round, kept.Count, searches, before)
		}
		before = kept.Count
		if shown := openBox(t, binnacle, path); shown != kept.Count {
			t.Errorf("round %d: binnacle open shows %d searches, want %d", round, shown, kept.Count)
		}
	}
}

// killDemo runs the demo for a random time, of two seconds mostly, and kills it. It returns how many searches the demo had
// counted a second before at the latest, and when it died.
func killDemo(t *testing.T, demo, path string) (searches uint64, killed time.Time) {
	t.Helper()
	command := exec.Command(demo, "-addr", "127.0.0.1:0", "-dir", "..", "-load", "50", "-box", path)
	url := urlFrom(t, command, "Dashboard: ") + "?format=json&path=search/latency"
	eventually.Do(t, "search", func() (err error) {
		if searches, err = searchesAt(url); err == nil && searches < 20 {
			err = fmt.Errorf("%d searches", searches)
		}
		return err
	})
	counted := time.Now()
	lifetime := time.NewTimer(time.Second + rand.N(1500*time.Millisecond))
	defer lifetime.Stop()
	<-lifetime.C
	command.Process.Kill()
	killed = time.Now()
	command.Wait()
	if killed.Sub(counted) < time.Second {
		t.Fatal("the clock was set back")
	}
	return searches, killed
}

// urlFrom starts a program and returns the URL that it prints behind a word at the beginning of a line.
func urlFrom(t *testing.T, command *exec.Cmd, word string) string {
	t.Helper()
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	start(t, command)
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if url, ok := strings.CutPrefix(lines.Text(), word); ok && strings.HasPrefix(url, "http://") {
			return url
		}
	}
	t.Fatalf("no line with %q: %v", word, lines.Err())
	return ""
}

// openBox lets binnacle open serve a box, and returns the number of searches that its dashboard shows.
func openBox(t *testing.T, binnacle, path string) (searches uint64) {
	t.Helper()
	command := exec.Command(binnacle, "open", path, "-listen", "127.0.0.1:0")
	url := urlFrom(t, command, "")
	defer kill(command)
	searches, err := searchesAt(url + "?format=json&path=search/latency")
	if err != nil {
		t.Fatal(err)
	}
	return searches
}

// searchesAt asks a dashboard for the number of searches.
func searchesAt(url string) (uint64, error) {
	answer, err := client.Get(url)
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	var document struct {
		Search struct{ Latency struct{ Count *uint64 } }
	}
	if err := json.NewDecoder(answer.Body).Decode(&document); err != nil {
		return 0, err
	}
	if document.Search.Latency.Count == nil {
		return 0, errors.New("no searches are counted")
	}
	return *document.Search.Latency.Count, nil
}
