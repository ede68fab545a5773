package outage_test

import (
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics/integration/outage"
)

func TestTheTableHasARowForEachResult(t *testing.T) {
	var text strings.Builder
	outage.WriteTable(&text, []outage.Result{
		{
			Options: outage.Options{Subject: "ours"}, Faults: []string{"stopped", "killed"}, Expected: 60_000, Stored: 60_000,
			Hits: "5 of 5", Queued: 9000, QueuedBytes: 70 << 10, Drain: 1234 * time.Millisecond, Heap: 90 << 10, Extra: 2,
		},
		{Options: outage.Options{Subject: "theirs"}, Expected: 60_000, Stored: 48_000, Wrong: 3},
	})
	lines := strings.Split(strings.TrimSpace(text.String()), "\n")
	var rows []string
	for _, line := range lines {
		rows = append(rows, strings.Join(strings.Fields(line), " "))
	}
	if len(rows) != 4 || !strings.HasPrefix(rows[0], "| reporter | outages | points to store |") {
		t.Fatalf("got\n%s", &text)
	}
	if want := "| ours | 2 | 60000 | 60000 | 0 | 0 | 5 of 5 | 1.23s | 9000 points, 70 KiB | +90 KiB | +2 |"; rows[2] != want {
		t.Errorf("got  %s\nwant %s", rows[2], want)
	}
	if want := "| theirs | 0 | 60000 | 48000 | 12000 | 3 | - | - | - | +0 KiB | +0 |"; rows[3] != want {
		t.Errorf("got  %s\nwant %s", rows[3], want)
	}
	for _, line := range lines {
		if len(line) != len(lines[0]) {
			t.Errorf("the columns do not line up:\n%s", &text)
		}
	}
}
