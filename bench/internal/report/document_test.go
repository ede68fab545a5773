package report_test

import (
	"strings"
	"testing"

	"github.com/binnacle-go/metrics/bench/internal/report"
)

func write(t *testing.T, d *report.Document) string {
	t.Helper()
	var b strings.Builder
	if _, err := d.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A part is replaced without a byte of the others being touched, wherever it stands and whatever is in them.
func TestPartsAreReplacedAlone(t *testing.T) {
	titles := []string{"One", "Two", "Three"}
	d := report.Parse("", titles)
	d.Set("Three", "third\n\n## A heading of no part\n\n\tindented\n")
	d.Set("One", "\nfirst\n")
	text := write(t, d)
	for range 2 {
		d = report.Parse(text, titles)
		if again := write(t, d); again != text {
			t.Fatalf("read and written again it is\n%s\nnot\n%s", again, text)
		}
		before, after, _ := strings.Cut(text, "\n## Three")
		d.Set("Two", "second")
		if got, want := write(t, d), before+"\n## Two\n\nsecond\n\n## Three"+after; got != want {
			t.Fatalf("with a part added it is\n%s\nnot\n%s", got, want)
		}
		d.Set("Two", "another")
		if got, want := write(t, d), before+"\n## Two\n\nanother\n\n## Three"+after; got != want {
			t.Fatalf("with a part replaced it is\n%s\nnot\n%s", got, want)
		}
		text = strings.ReplaceAll(text, "first", "first of another run")
	}
}
