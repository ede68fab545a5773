package exposition_test

import (
	"io"
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/exposition"
)

// A series alone is written as it is among all others, also where two names meet.
func TestEncodeOnlyWritesWhatEncodeDoes(t *testing.T) {
	registry := metrics.NewRegistry(nil)
	registry.Counter("a/b").Add(1)
	registry.Counter("a.b").Add(2)
	registry.Timer("took", metrics.L("route", "/")).Observe(time.Millisecond)
	registry.Timer("took", metrics.L("route", "/x")).Observe(time.Second)
	s := registry.Snapshot()
	e := exposition.NewEncoder(nil)
	for _, syntax := range []exposition.Syntax{exposition.Text004, exposition.OpenMetrics100} {
		form := exposition.Format{Syntax: syntax}
		whole := encode(t, s, form, nil)
		for i := range s.Series {
			var b strings.Builder
			if err := e.EncodeOnly(&b, s, form, func(x *metrics.Series) bool { return x == &s.Series[i] }); err != nil {
				t.Fatal(err)
			}
			samples := 0
			for line := range strings.Lines(b.String()) {
				if !strings.Contains(whole, line) {
					t.Errorf("%s: %q is not in the whole", s.Series[i].ID(), line)
				}
				if !strings.HasPrefix(line, "#") {
					samples++
				}
			}
			if want := map[metrics.Kind]int{metrics.KindCounter: 1, metrics.KindTimer: 24}[s.Series[i].Kind]; samples != want {
				t.Errorf("%s has %d samples, want %d:\n%s", s.Series[i].ID(), samples, want, b.String())
			}
		}
	}
	if err := e.EncodeOnly(io.Discard, s, exposition.Format{Syntax: 9}, nil); err == nil {
		t.Error("a format that there is not is no error")
	}
}
