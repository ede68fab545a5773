package browser_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/integration/browser"
	"github.com/binnacle-go/metrics/integration/internal/eventually"
)

// paper is how many CSS pixels wide a sheet of A4 is between its margins.
const paper = 718

// laidOut is how a page is laid out: what there is to use that can be seen, what of it is cut off, and its charts.
const laidOut = `(() => {
	const seen = e => e.getClientRects().length > 0
	for (const d of document.querySelectorAll("details")) d.open = true
	return {
		controls: [...document.querySelectorAll("nav, form, input, select, button, .tools")].filter(seen).map(e => e.outerHTML.slice(0, 100)),
		cut: [
			...[...document.querySelectorAll("body *")].filter(e => seen(e) && e.getBoundingClientRect().right > innerWidth + 1),
			...[...document.querySelectorAll("pre, .signals tr, :not(.signals) > * > tr > *")].filter(e => e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1),
		].filter(e => !e.closest(".unseen, svg, [hidden]")).map(e => e.outerHTML.slice(0, 100)),
		charts: [...document.querySelectorAll("main svg[data-s], main .area, main canvas")].filter(seen).length,
	}
})()`

func TestPagesArePrintedWithoutControls(t *testing.T) {
	t.Parallel()
	for _, script := range []bool{true, false} {
		p := newPage(t)
		if !script {
			if err := p.DisableScript(); err != nil {
				t.Fatal(err)
			}
		}
		if err := p.Medium("print"); err != nil {
			t.Fatal(err)
		}
		if err := p.Viewport(paper, 1000); err != nil {
			t.Fatal(err)
		}
		for query, charts := range map[string]int{
			"": 5, "?view=tree": 4, "?view=routes": 3, "?view=runtime": 5, "?path=web/search": 3, "?path=count/some": 1, "?view=about": 0,
		} {
			open(t, p, shared.url+query)
			if script && query == "?path=web/search" {
				lively(t, p)
			}
			got := eval[struct {
				Controls, Cut []string
				Charts        int
			}](t, p, laidOut)
			if len(got.Controls) > 0 || len(got.Cut) > 0 || got.Charts < charts {
				t.Errorf("%q with scripts %t: %d charts, at least %d are expected; controls %q; cut off %q", query, script, got.Charts, charts, got.Controls, got.Cut)
			}
		}
	}
}

// noteColours notes the colours of lines on canvases, and those that they have on paper.
const noteColours = `(() => {
	window.drawn = new Set()
	const { stroke } = CanvasRenderingContext2D.prototype
	CanvasRenderingContext2D.prototype.stroke = function (...path) {
		drawn.add(this.strokeStyle)
		return stroke.apply(this, path)
	}
	addEventListener("beforeprint", () => drawn.clear())
	addEventListener("afterprint", () => {
		window.printed = [...drawn].sort()
		drawn.clear()
	})
	return true
})()`

// drawnColours waits until the charts of a page are drawn anew and returns their colours.
func drawnColours(t *testing.T, p *browser.Page) (colours []string) {
	t.Helper()
	eventually.Do(t, "draw the charts", func() error {
		if colours = eval[[]string](t, p, "[...drawn].sort()"); len(colours) < 3 {
			return fmt.Errorf("the colours are %q", colours)
		}
		return nil
	})
	return colours
}

// What is dark on the screen is printed as what is light: paper is white.
func TestDarkChartsArePrintedAsLightOnes(t *testing.T) {
	t.Parallel()
	reg := metrics.NewRegistry(nil)
	reg.Timer("work").Observe(time.Second)
	p := opened(t, show(t, reg, mounts[1])+"?path=work")
	live(t, p)
	lively(t, p)
	eval[bool](t, p, noteColours)
	colours := map[string][]string{}
	for _, theme := range []string{"light", "dark"} {
		eval[string](t, p, "(drawn.clear(), document.documentElement.dataset.theme = `"+theme+"`)")
		colours[theme] = drawnColours(t, p)
	}
	if slices.Equal(colours["light"], colours["dark"]) {
		t.Fatalf("both themes have the colours %q", colours["light"])
	}
	pdf, err := p.Print()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		t.Errorf("what is printed begins with %q", pdf[:min(len(pdf), 10)])
	}
	if printed := eval[[]string](t, p, "printed"); !slices.Equal(printed, colours["light"]) {
		t.Errorf("printed from the dark are %q, want %q", printed, colours["light"])
	}
	if after := drawnColours(t, p); !slices.Equal(after, colours["dark"]) {
		t.Errorf("after printing the charts have %q, want %q", after, colours["dark"])
	}
	noFaults(t, p)
}
