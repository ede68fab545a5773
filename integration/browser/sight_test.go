package browser_test

import (
	"fmt"
	"testing"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/integration/internal/eventually"
)

// Rows cost nothing while nobody sees them, and are up to date when somebody does.
func TestRowsOutOfSightWaitUntilTheyAreSeen(t *testing.T) {
	t.Parallel()
	reg := metrics.NewRegistry(nil)
	var levels []*metrics.Gauge
	for i := range 100 { // the window shows about 50
		levels = append(levels, reg.Gauge(fmt.Sprintf("level%03d", i)))
		levels[i].Set(3)
	}
	p := opened(t, show(t, reg, mounts[1])+"?query=**")
	live(t, p)
	now := func(name string) string {
		return eval[string](t, p, fmt.Sprintf(`document.querySelector("[data-series=%s] [data-now]").textContent`, name))
	}
	becomes := func(name, want string) {
		t.Helper()
		eventually.Do(t, "show "+want, func() error {
			if got := now(name); got != want {
				return fmt.Errorf("%s is %s; faults %v", name, got, p.Faults())
			}
			return nil
		})
	}
	levels[99].Set(71)
	levels[0].Set(72) // later, so that an update that has this one has both
	becomes("level000", "72")
	if got := now("level099"); got != "3" {
		t.Errorf("a row that nobody sees was changed to %s", got)
	}
	eval[bool](t, p, `document.querySelector("[data-series=level099]").scrollIntoView() === undefined`)
	becomes("level099", "71")
	noFaults(t, p)
}
