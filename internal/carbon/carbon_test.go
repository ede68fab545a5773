package carbon_test

import (
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/internal/carbon"
)

// What is written of one series is what is written of it among all: two that would have the same name differ in both.
func TestWriteOnlySomeUnderTheNamesOfAll(t *testing.T) {
	registry := metrics.NewRegistry(nil)
	registry.Counter("a b").Add(1)
	registry.Counter("a_b").Add(2)
	registry.Timer("took").Observe(time.Millisecond)
	s := registry.Snapshot()
	style := carbon.Style("p", false, 0)
	write := func(keep func(*metrics.Series) bool) string {
		out := carbon.NewPlain(1700000000)
		points, collisions := carbon.Write(out, &style, s, keep)
		if lines := strings.Count(string(out.Body()), "\n"); uint64(lines) != points || collisions != 1 {
			t.Errorf("%d lines, %d points, %d collisions", lines, points, collisions)
		}
		return string(out.Body())
	}
	all, rest := write(nil), ""
	for i := range s.Series {
		part := write(func(x *metrics.Series) bool { return x.Name == s.Series[i].Name })
		if !strings.HasPrefix(part, "p.") {
			t.Errorf("%s is %q", s.Series[i].Name, part)
		}
		rest += part
	}
	if all != rest {
		t.Errorf("all are\n%s, one by one they are\n%s", all, rest)
	}
}
