package browser_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/binnacle-go/metrics/integration/browser"
	"github.com/binnacle-go/metrics/integration/internal/eventually"
)

// press presses keys one after the other.
func press(t *testing.T, p *browser.Page, keys string) {
	t.Helper()
	if err := p.Press(keys); err != nil {
		t.Fatal(err)
	}
}

// becomes waits until an expression has a value.
func becomes[T comparable](t *testing.T, p *browser.Page, expr string, want T) {
	t.Helper()
	eventually.Do(t, expr, func() error {
		got, err := browser.Eval[T](p, expr)
		if err == nil && got != want {
			err = fmt.Errorf("%v, want %v", got, want)
		}
		return err
	})
}

const (
	parameter = `new URLSearchParams(location.search).get(%q) ?? ""`
	shownRows = `[...document.querySelectorAll("tr[data-series]")].filter(r => r.checkVisibility()).map(r => r.dataset.series).join(" ")`
	inFocus   = `document.activeElement.closest("tr")?.dataset.series ?? document.activeElement.type ?? ""`
)

func TestKeysGoToThePages(t *testing.T) {
	t.Parallel()
	p := opened(t, shared.url)
	for _, test := range []struct{ keys, view string }{
		{"gt", "tree"}, {"gh", "routes"}, {"gr", "runtime"}, {"ge", "errors"}, {"gm", "monitors"}, {"gp", "reporters"}, {"ga", "about"}, {"go", ""},
	} {
		press(t, p, test.keys)
		becomes(t, p, fmt.Sprintf(parameter, "view"), test.view)
		becomes(t, p, "document.readyState", "complete")
	}
	noFaults(t, p)
}

func TestKeysStepThroughTheRows(t *testing.T) {
	t.Parallel()
	p := opened(t, shared.url+"?query=count/*")
	rows := strings.Fields(eval[string](t, p, shownRows))
	if len(rows) < 3 {
		t.Fatalf("only the rows %q", rows)
	}
	for _, test := range []struct{ keys, want string }{{"j", rows[0]}, {"j", rows[1]}, {"k", rows[0]}, {"k", rows[0]}} {
		press(t, p, test.keys)
		becomes(t, p, inFocus, test.want)
	}
	press(t, p, kb.Enter)
	becomes(t, p, fmt.Sprintf(parameter, "path"), rows[0])
	noFaults(t, p)
}

func TestKeysChangeTheRange(t *testing.T) {
	t.Parallel()
	p := opened(t, shared.url)
	const current = `document.querySelector("nav[aria-label=Range] [aria-current]")?.textContent ?? ""`
	first := eval[string](t, p, current)
	press(t, p, "]")
	eventually.Do(t, "a longer range", func() error {
		if now, err := browser.Eval[string](p, current); err != nil || now == first || now == "" {
			return fmt.Errorf("still %s, %v", now, err)
		}
		return nil
	})
	becomes(t, p, "document.readyState", "complete")
	press(t, p, "[")
	becomes(t, p, current, first)

	open(t, p, shared.url+"?from=946684800&to=946684900")
	press(t, p, "[")
	becomes(t, p, fmt.Sprintf(parameter, "from"), "946684700")
	becomes(t, p, "document.readyState", "complete")
	press(t, p, "]")
	becomes(t, p, fmt.Sprintf(parameter, "to"), "946684900")
}

func TestPalette(t *testing.T) {
	t.Parallel()
	p := opened(t, shared.url)
	live(t, p)
	const isOpen = `document.querySelector("dialog")?.open ?? false`
	press(t, p, "?")
	becomes(t, p, isOpen, true)
	if found, err := p.Violations(); err != nil || len(found) > 0 {
		t.Error(found, err)
	}
	press(t, p, kb.Escape)
	becomes(t, p, isOpen, false)

	// A click opens it too, and turns single keys off, for good.
	click(t, p, "#keys")
	becomes(t, p, isOpen, true)
	click(t, p, "dialog [type=checkbox]")
	press(t, p, kb.Escape)
	becomes(t, p, isOpen, false)
	open(t, p, shared.url)
	live(t, p)
	press(t, p, " ")
	press(t, p, "?")
	click(t, p, "#keys") // would close what the key had opened
	becomes(t, p, isOpen, true)
	inState(t, p, "live")
	click(t, p, "dialog [type=checkbox]")
	click(t, p, "dialog form button")
	becomes(t, p, isOpen, false)
	eval[bool](t, p, "document.activeElement.blur() ?? true")
	press(t, p, " ")
	inState(t, p, "paused")
	press(t, p, " ")
	inState(t, p, "live")
	noFaults(t, p)
}

// click clicks on the middle of the first element that a selector finds.
func click(t *testing.T, p *browser.Page, selector string) {
	t.Helper()
	if err := p.Click(selector); err != nil {
		t.Fatal(err)
	}
}

// toSearch goes to the search by its key. The character comes apart from the key here, and later, so it is taken away.
func toSearch(t *testing.T, p *browser.Page) {
	t.Helper()
	press(t, p, "/")
	becomes(t, p, inFocus, "search")
	press(t, p, kb.End+strings.Repeat(kb.Backspace, 20))
	becomes(t, p, `document.activeElement.value`, "")
}

func TestSearchAsItIsTyped(t *testing.T) {
	t.Parallel()
	p := opened(t, shared.url+"?query=count/*")
	press(t, p, "/") // selects what is there, so that the rows stay whenever the server is asked
	becomes(t, p, inFocus, "search")
	press(t, p, "so") // of one series there is a page of its own, which is only offered
	becomes(t, p, shownRows, "count/some")
	becomes(t, p, `document.querySelector("#told[role=status]")?.textContent ?? ""`, "Enter opens some")
	press(t, p, "*")
	press(t, p, strings.Repeat(kb.Backspace, 3)+"count/*s*")
	becomes(t, p, shownRows, "count/bytes count/past count/some")
	becomes(t, p, fmt.Sprintf(parameter, "query"), "count/*s*")
	press(t, p, kb.Escape)
	becomes(t, p, fmt.Sprintf(parameter, "query"), "")
	press(t, p, "j?count/* > 40") // no single keys here
	press(t, p, strings.Repeat(kb.ArrowLeft, 12)+kb.Backspace+kb.Backspace)
	becomes(t, p, fmt.Sprintf(parameter, "query"), "count/* > 40")
	eventually.Do(t, "find by value", func() error {
		for _, row := range strings.Fields(eval[string](t, p, shownRows)) {
			if s, ok := shared.registry.Snapshot().Get(row); !ok || s.Count <= 40 {
				return fmt.Errorf("%s is shown", row)
			}
		}
		return nil
	})
	if eval[bool](t, p, `document.querySelector("dialog") != null`) {
		t.Error("a key in the search opened the palette")
	}
	live(t, p)
	noFaultsBut(t, p, refusedQuery)
}

// refusedQuery tells whether a fault is that what had been typed so far was no query yet. The log tells it once more.
func refusedQuery(f browser.Fault) bool {
	return strings.Contains(f.URL, "?query=") && (f.Text == "400" || strings.Contains(f.Text, "status of 400"))
}

func TestSearchPointsAtTheMistake(t *testing.T) {
	t.Parallel()
	p := opened(t, shared.url)
	toSearch(t, p)
	press(t, p, "count >")
	eventually.Do(t, "say what is wrong", func() error {
		said := eval[string](t, p, `document.querySelector("[role=alert] pre")?.textContent ?? ""`)
		if lines := strings.Split(said, "\n"); len(lines) != 2 || lines[0] != "count >" || strings.Index(lines[1], "▲") < len("count >")-1 {
			return fmt.Errorf("it says %q", said)
		}
		return nil
	})
	press(t, p, " 1")
	becomes(t, p, `document.querySelector("[role=alert]") == null`, true)
	becomes(t, p, fmt.Sprintf(parameter, "query"), "count > 1")
}

func TestLinksToCopy(t *testing.T) {
	t.Parallel()
	p := opened(t, shared.url+"?query=count/*&range=15m")
	live(t, p)
	eval[int](t, p, `Object.defineProperty(navigator, "clipboard", {value: {writeText: async text => { window.copied = text }}}) && 1`)
	click(t, p, "#link")
	becomes(t, p, "window.copied", shared.url+"?query=count/*&range=15m")
	becomes(t, p, `document.getElementById("said").textContent`, "The link is copied.")
	click(t, p, "#moment")
	becomes(t, p, `window.copied.includes("to=")`, true)
	frozen, err := url.Parse(eval[string](t, p, "window.copied"))
	if err != nil {
		t.Fatal(err)
	}
	open(t, p, frozen.String())
	if query := frozen.Query(); query.Get("range") != "15m" || query.Get("query") != "count/*" {
		t.Errorf("the link is %s", frozen)
	}
	if p := eval[bool](t, p, `document.querySelector("#pause") != null`); p {
		t.Error("the page of a moment is live")
	}
}

// Everything that can be clicked can be reached with Tab.
func TestEverythingCanBeReachedWithTab(t *testing.T) {
	t.Parallel()
	const all = `[...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
		.filter(e => e.type != "hidden" && !e.disabled && e.checkVisibility() && getComputedStyle(e).visibility == "visible")`
	for _, query := range []string{"?query=count/*", "?view=tree", "?path=web/search", "?view=routes"} {
		t.Run(query, func(t *testing.T) {
			t.Parallel()
			p := opened(t, shared.url+query)
			inState(t, p, "live")
			press(t, p, " ") // nothing moves meanwhile
			inState(t, p, "paused")
			n := eval[int](t, p, "(window.missing = new Set("+all+")).size")
			eval[bool](t, p, `!document.addEventListener("focusin", e => window.missing.delete(e.target))`)
			for range n + 5 {
				press(t, p, kb.Tab)
			}
			if left := eval[[]string](t, p, `[...window.missing].filter(e => e.isConnected).map(e => e.outerHTML.slice(0, 120))`); len(left) > 0 || n < 10 {
				t.Errorf("of %d elements Tab does not reach %q", n, left)
			}
		})
	}
}
