package browser_test

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/integration/browser"
	"github.com/binnacle-go/metrics/integration/internal/eventually"
)

// everyKind is a registry with a series of each kind, whose names are markup.
func everyKind() *metrics.Registry {
	reg := metrics.NewRegistry(nil)
	m := `"'><script>alert(1)</script>`
	reg.Timer("timer", metrics.Help(m), metrics.L(m, m))
	reg.Histogram("histogram", metrics.Unit("By"))
	reg.Counter("counter").Add(42)
	reg.Meter("meter").Mark(7)
	reg.Gauge("gauge").Set(3)
	reg.Gauge("size", metrics.Unit("By")).Set(99 << 20)
	reg.State("state").Set(m)
	reg.Text("text").Set(m)
	return reg
}

// showEveryKind serves it, and waits until the history knows of some calls.
func showEveryKind(t *testing.T, m mount) string {
	t.Helper()
	reg := everyKind()
	url := show(t, reg, m)
	hostile := `"'><script>alert(1)</script>`
	timer, histogram := reg.Timer("timer", metrics.L(hostile, hostile)), reg.Histogram("histogram")
	for i := range 1000 {
		timer.Observe(time.Duration(i+1) * time.Millisecond)
		histogram.Observe(float64(i * i))
	}
	timer.StartAt(time.Now().Add(-2 * time.Second)).Fail(errors.New(hostile))
	for _, path := range []string{"timer", "histogram"} {
		eventually.Do(t, "know of calls", func() error {
			if !strings.Contains(string(fetch(t, url+"?path="+path+"&format=html")), `data-plot="nines"`) {
				return errors.New("there are no curves yet of the " + path)
			}
			return nil
		})
	}
	return url
}

func TestPageOfEachKind(t *testing.T) {
	t.Parallel()
	url := showEveryKind(t, mounts[2])
	for kind, charts := range map[string]int{"timer": 4, "histogram": 4, "counter": 2, "meter": 2, "gauge": 1, "state": 0, "text": 0} {
		for _, width := range []int{1400, 320} {
			p := newPage(t)
			if err := p.Viewport(width, 900); err != nil {
				t.Fatal(err)
			}
			open(t, p, url+"?path="+kind+"&compare=previous")
			live(t, p)
			lively(t, p)
			if n := eval[int](t, p, `document.querySelectorAll(".uplot canvas").length`); n != charts {
				t.Errorf("%s: %d charts are alive, want %d", kind, n, charts)
			}
			if over := eval[[]string](t, p, `[...document.querySelectorAll("main *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest("pre, svg, .unseen, table")).map(e => e.outerHTML.slice(0, 80))`); len(over) > 0 {
				t.Errorf("%s: at %d pixels %d elements reach beyond the window: %q", kind, width, len(over), over[0])
			}
			noFaults(t, p)
			p.Close() // only some may have a stream at a time
		}
	}
}

// Without a script the charts are complete, and the range is chosen by a form.
func TestPageOfASeriesWithoutScript(t *testing.T) {
	t.Parallel()
	url := showEveryKind(t, mounts[1])
	p := newPage(t)
	if err := p.DisableScript(); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"size", "timer", "state"} {
		open(t, p, url+"?path="+path)
		if out := eval[[]string](t, p, cutLabels); len(out) > 0 {
			t.Errorf("the labels %q of the %s are cut off", out, path)
		}
	}
	open(t, p, url+"?path=timer")
	lines := eval[int](t, p, `[...document.querySelectorAll("figure .area path:not(.grid)")].filter(path => path.getAttribute("d")).length`)
	if lines < 5+2+1+1+1 {
		t.Errorf("%d lines and shades are drawn", lines)
	}
	for _, part := range []string{"timer_seconds_count", ".p99 "} {
		if text := eval[string](t, p, `document.querySelector(".definition").textContent`); !strings.Contains(text, part) {
			t.Errorf("the lines for others have no %s", part)
		}
	}
	eval[bool](t, p, `document.querySelector("form.range").requestSubmit() === undefined`)
	eventually.Do(t, "go to the range in the form", func() error {
		where, err := browser.Eval[string](p, "location.search")
		if err != nil || !strings.Contains(where, "from=20") || !strings.Contains(where, "path=timer") {
			return fmt.Errorf("at %s: %w", where, err)
		}
		return nil
	})
	for _, f := range p.Faults() {
		if !strings.Contains(f.URL, "asset=metric.") { // without scripts the browser loads none, and says so
			t.Errorf("fault on the page: %v", f)
		}
	}
}

// cutLabels are the labels of values that are wider than their room: a canvas has none beyond it, a map the page's margin.
const cutLabels = `[...document.querySelectorAll("[data-plot] .ys text")].filter(text => {
	const frame = text.closest(".frame"), margin = frame.querySelector(".cells") ? 12 : 0;
	return text.getBoundingClientRect().left < frame.getBoundingClientRect().left - margin;
}).map(text => text.textContent)`

// valueText is what the cursor of the large chart says.
const valueText = `document.querySelector("[data-choose] .frame").getAttribute("aria-valuetext")`

func TestCursorAndRangeByKeyboardAlone(t *testing.T) {
	t.Parallel()
	reg := metrics.NewRegistry(nil)
	reg.Timer("work").Observe(time.Second)
	p := opened(t, show(t, reg, mounts[1])+"?path=work")
	live(t, p)
	lively(t, p)
	for range 40 {
		if eval[bool](t, p, `document.activeElement.matches("[data-choose] .frame")`) {
			break
		}
		if err := p.Press(kb.Tab); err != nil {
			t.Fatal(err)
		}
	}
	if !eval[bool](t, p, `document.activeElement.matches("[data-choose] .frame")`) {
		t.Fatal("Tab does not lead to the chart")
	}
	if err := p.Press(kb.ArrowLeft + kb.ArrowLeft); err != nil {
		t.Fatal(err)
	}
	there := eval[string](t, p, valueText)
	if len(there) < 8 || !strings.Contains(there, "p50 ") || !strings.Contains(there, "p99.99 ") {
		t.Errorf("the cursor says %q", there)
	}
	if head := eval[string](t, p, `document.querySelector("[data-choose] [data-at]").textContent`); !strings.Contains(head, ":") {
		t.Errorf("the legend is of %q", head)
	}
	if err := p.Press(kb.Escape); err != nil {
		t.Fatal(err)
	}
	if head := eval[string](t, p, `document.querySelector("[data-choose] [data-at]").textContent.trim()`); head != "now" {
		t.Errorf("after Escape the legend is of %q", head)
	}
	eval[string](t, p, `window.dragged = "not yet"`)
	if err := p.Press(kb.PageDown + kb.Enter + kb.PageDown + kb.PageDown + kb.Enter); err != nil {
		t.Fatal(err)
	}
	eventually.Do(t, "go to the chosen range", func() error {
		ready, err := browser.Eval[bool](p, `window.dragged == undefined && document.readyState == "complete"`)
		if err != nil || !ready {
			return errors.Join(errors.New("still there"), err)
		}
		return nil
	})
	ends := chosen(t, p)
	if length := ends[1].Sub(ends[0]); length < 55*time.Second || length > 65*time.Second {
		t.Errorf("two tenths of five minutes are %v", length)
	}
	noFaults(t, p)
}

func TestChartsMoveWithTheData(t *testing.T) {
	t.Parallel()
	reg := metrics.NewRegistry(nil)
	level := reg.Gauge("level")
	level.Set(3)
	p := opened(t, show(t, reg, mounts[1])+"?path=level&range=1m")
	live(t, p)
	lively(t, p)
	eval[string](t, p, `document.querySelector(".plot").scrollIntoView(), ""`) // only what can be seen moves
	now := `document.querySelector(".legend td").textContent.trim()`
	level.Set(71)
	eventually.Do(t, "show the new value", func() error {
		if v := eval[string](t, p, now); v != "71" {
			tail := eval[string](t, p, `document.querySelector("[data-c=tail]").textContent`)
			return fmt.Errorf("%s, though the newest sample is %s; faults %v", v, tail, p.Faults())
		}
		return nil
	})
	if highest := eval[string](t, p, `document.querySelector(".legend td:last-child").textContent.trim()`); highest != "71" {
		t.Errorf("the highest is %s", highest)
	}
	noFaults(t, p)
}

func TestComparisonIsReachedByALink(t *testing.T) {
	t.Parallel()
	reg := metrics.NewRegistry(nil)
	reg.Timer("work").Observe(time.Second)
	url := show(t, reg, mounts[1])
	p := opened(t, url+"?path=work")
	link := eval[string](t, p, `[...document.querySelectorAll("[aria-label='Compare with'] a")].find(a => a.textContent.includes("before")).href`)
	open(t, p, link)
	if text := eval[string](t, p, `document.querySelector(".compare").textContent`); !strings.Contains(text, "Compared with the 5 min before") {
		t.Error(text)
	}
	noFaults(t, p)
}

// A page that was saved opens from disk, with live charts and without anything that its policy forbids.
func TestSavedPageOpensFromDisk(t *testing.T) {
	t.Parallel()
	url := showEveryKind(t, mounts[1])
	for query, charts := range map[string]int{"path=timer": 4, "path=gauge": 1, "path=state": 0, "view=tree": 0, "view=about": 0, "": 0} {
		body := fetch(t, url+"?"+query+"&format=html&snapshot=1")
		file := filepath.Join(t.TempDir(), "saved.html")
		if err := os.WriteFile(file, body, 0o600); err != nil {
			t.Fatal(err)
		}
		p := newPage(t)
		if status, err := p.Open("file://" + file); err != nil || status != http.StatusOK && status != 0 {
			t.Fatal(status, err)
		}
		lively(t, p)
		if n := eval[int](t, p, `document.querySelectorAll(".uplot canvas").length`); n != charts {
			t.Errorf("%s: %d charts, want %d", query, n, charts)
		}
		if !eval[bool](t, p, `getComputedStyle(document.querySelector("header")).display == "flex"`) {
			t.Errorf("%s: the file has no style", query)
		}
		if eval[bool](t, p, `!!document.querySelector("#state, form, [data-choose]")`) {
			t.Errorf("%s: the file claims to be live", query)
		}
		noFaults(t, p)
	}
}

func TestLinesAreCopied(t *testing.T) {
	t.Parallel()
	p := opened(t, showEveryKind(t, mounts[1])+"?path=counter")
	lively(t, p)
	eval[string](t, p, `window.copied = "", navigator.clipboard.writeText = async text => { window.copied = text }, ""`)
	eval[string](t, p, `document.querySelector("pre[data-copy=curl] + button").click(), ""`)
	eventually.Do(t, "copy", func() error {
		if text := eval[string](t, p, "window.copied"); !strings.HasPrefix(text, "curl 'http://127.0.0.1:") || !strings.Contains(text, "/metrics?path=counter&format=prettyjson'") {
			return fmt.Errorf("copied %q", text)
		}
		return nil
	})
	eval[string](t, p, `navigator.clipboard.writeText = async () => { throw new Error("not allowed") }, ""`)
	eval[string](t, p, `document.querySelector("pre[data-copy=curl] + button").click(), ""`)
	eventually.Do(t, "select", func() error {
		if text := eval[string](t, p, "getSelection().toString()"); !strings.HasPrefix(text, "curl '") {
			return fmt.Errorf("selected %q", text)
		}
		return nil
	})
	noFaults(t, p)
}
