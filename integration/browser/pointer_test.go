package browser_test

import (
	"fmt"
	"testing"
)

func TestPointerReachesEveryControl(t *testing.T) {
	t.Parallel()
	p := opened(t, shared.url)
	live(t, p)
	click(t, p, "#pause")
	inState(t, p, "paused")
	click(t, p, "#pause")
	inState(t, p, "live")
	for _, view := range []string{"tree", "routes", "runtime", "errors", "monitors", "reporters", "about"} {
		click(t, p, fmt.Sprintf(`header nav a[href*="view=%s"]`, view))
		becomes(t, p, fmt.Sprintf(parameter, "view"), view)
		becomes(t, p, "document.readyState", "complete")
	}
	open(t, p, shared.url)
	click(t, p, `nav[aria-label=Range] a:not([aria-current])`)
	becomes(t, p, `new URLSearchParams(location.search).has("range")`, true)
	noFaults(t, p)
}

// The colours are those of the system until others are chosen, which the browser then remembers.
func TestThemeIsRemembered(t *testing.T) {
	t.Parallel()
	p := opened(t, shared.url)
	const theme = "document.documentElement.dataset.theme"
	const paper = "getComputedStyle(document.documentElement).backgroundColor"
	becomes(t, p, theme, "auto")
	light := eval[string](t, p, paper)
	click(t, p, "#theme")
	click(t, p, "#theme")
	becomes(t, p, theme, "dark")
	open(t, p, shared.url+"?view=tree")
	if got := eval[string](t, p, theme); got != "dark" || eval[string](t, p, paper) == light {
		t.Errorf("on the next page the theme is %s", got)
	}
}
