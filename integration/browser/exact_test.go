package browser_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/integration/internal/eventually"
)

// tip is what the exact numbers say, empty while they are not shown.
const tip = `(() => { const tip = document.getElementById("exact"); return tip && !tip.hidden ? tip.innerText : "" })()`

// The page has few digits. The exact numbers come where the pointer rests, and where the focus is.
func TestExactNumbersOnHoverAndFocus(t *testing.T) {
	t.Parallel()
	reg := metrics.NewRegistry(nil)
	reg.Gauge("deep/level").Set(1234567.875)
	family := reg.TimerVec("deep/took", []string{"route"})
	timer := family.With(`GET "/a b"`)
	family.With("other")
	p := opened(t, show(t, reg, mounts[1]))
	live(t, p)
	timer.Observe(1234567 * time.Nanosecond)
	id := `deep/took{route="GET \"/a b\""}`
	eventually.Do(t, "count the call", func() error {
		if n := eval[string](t, p, total(id)); n != "1" {
			return fmt.Errorf("%s calls", n)
		}
		return nil
	})

	says := func(what string) {
		t.Helper()
		eventually.Do(t, "show "+what, func() error {
			if got := eval[string](t, p, tip); !strings.Contains(got, what) {
				return fmt.Errorf("the tip says %q", got)
			}
			return nil
		})
	}
	eval[bool](t, p, row("deep/level")+`.querySelector("td").dispatchEvent(new PointerEvent("pointerover", {bubbles: true}))`)
	says("1234567.875")
	eval[bool](t, p, `(`+row(id)+`.querySelector("a").focus(), true)`)
	says("count\n1")
	says("0.0012")
	if err := p.Press(kb.Escape); err != nil {
		t.Fatal(err)
	}
	if got := eval[string](t, p, tip); got != "" {
		t.Errorf("after Escape the tip still says %q", got)
	}
	noFaults(t, p)
}
