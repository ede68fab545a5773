package browser_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"github.com/binnacle-go/metrics/integration/internal/eventually"
	"github.com/binnacle-go/metrics/integration/internal/service"
	"github.com/binnacle-go/metrics/integration/internal/specimen"
)

var views = []string{"", "?view=tree", "?path=web/search", "?path=web", "?path=nowhere", "?query=count", "?query=count+%3E"}

// A page may be longer than the window, but never wider: 320 pixels are a window at 400 % zoom.
func TestPagesFitIntoANarrowWindow(t *testing.T) {
	t.Parallel()
	reg := specimen.New()
	specimen.AddHostile(reg)
	url := show(t, reg, mounts[1])
	p := newPage(t)
	if err := p.Viewport(320, 640); err != nil {
		t.Fatal(err)
	}
	for _, view := range views {
		if _, err := p.Open(url + view); err != nil {
			t.Fatal(err)
		}
		if w := eval[int](t, p, "document.documentElement.scrollWidth"); w > 320 {
			wide := eval[[]string](t, p, `[...document.querySelectorAll("body *")]
				.filter(e => e.getBoundingClientRect().right > 320).slice(0, 5).map(e => e.outerHTML.slice(0, 120))`)
			t.Errorf("%q is %d pixels wide: %q", view, w, wide)
		}
	}
}

// A comparison has the widest table of numbers, once there is something to compare with.
func TestComparisonFitsIntoANarrowWindow(t *testing.T) {
	t.Parallel()
	s, err := service.Start(1, 50*time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	p := newPage(t)
	if err := p.Viewport(320, 640); err != nil {
		t.Fatal(err)
	}
	eventually.Do(t, "compare", func() error {
		open(t, p, s.URL+"?path=http/latency&range=1s&compare=previous")
		if n := eval[int](t, p, `document.querySelectorAll(".compare tbody tr").length`); n < 10 {
			return fmt.Errorf("%d statistics are compared", n)
		}
		return nil
	})
	if w := eval[int](t, p, "document.documentElement.scrollWidth"); w > 320 {
		t.Errorf("the page is %d pixels wide", w)
	}
	if lines := eval[int](t, p, `Math.max(...[...document.querySelectorAll(".compare tbody th")].map(th => {
		const text = document.createRange()
		text.selectNodeContents(th)
		return new Set([...text.getClientRects()].map(r => r.top)).size
	}))`); lines > 1 {
		t.Errorf("the name of a statistic takes %d lines", lines)
	}
}

// focused is what can be seen of the element that has the focus: nothing, or how it differs from when it has not.
const focused = `(() => {
	const e = document.activeElement
	if (!e || e === document.body) return {}
	const look = () => {
		const s = getComputedStyle(e)
		return [s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0 ? s.outline : "", s.boxShadow, s.borderColor, s.backgroundColor].join()
	}
	const box = e.getBoundingClientRect(), on = look()
	e.blur()
	const off = look()
	e.focus({focusVisible: true})
	return {name: e.outerHTML.slice(0, 100), seen: on !== off, width: box.width, height: box.height}
})()`

func TestFocusIsVisible(t *testing.T) {
	t.Parallel()
	url := show(t, specimen.New(), mounts[1])
	for _, scheme := range []string{"light", "dark"} {
		p := newPage(t)
		if err := p.Scheme(scheme); err != nil {
			t.Fatal(err)
		}
		open(t, p, url)
		stops := map[string]bool{}
		for range 15 {
			if err := p.Press(kb.Tab); err != nil {
				t.Fatal(err)
			}
			f := eval[struct {
				Name          string
				Seen          bool
				Width, Height float64
			}](t, p, focused)
			stops[f.Name] = true
			if !f.Seen || f.Width < 1 || f.Height < 1 {
				t.Errorf("%s: the focus on %s cannot be seen (%vx%v)", scheme, f.Name, f.Width, f.Height)
			}
		}
		if len(stops) < 10 {
			t.Errorf("%s: Tab stops at %d elements only: %v", scheme, len(stops), stops)
		}
	}
}

// cutOff lists cells of numbers whose text does not fit, and charts that reach out of their cell.
const cutOff = `[
	...[...document.querySelectorAll("td")].filter(td => td.scrollWidth > td.clientWidth + 1),
	...[...document.querySelectorAll("svg[data-s]")].filter(svg => {
		const chart = svg.getBoundingClientRect(), cell = svg.closest("td").getBoundingClientRect()
		return chart.width < 50 || chart.left < cell.left - 1 || chart.right > cell.right + 1
	}),
].map(e => e.closest("tr").dataset.series + ": " + e.outerHTML.slice(0, 100))`

func TestNumbersAndChartsAreNotCutOff(t *testing.T) {
	t.Parallel()
	url := show(t, specimen.New(), mounts[1])
	for _, width := range []int{1400, 1000, 780, 320} {
		p := newPage(t)
		if err := p.Viewport(width, 900); err != nil {
			t.Fatal(err)
		}
		open(t, p, url+"?query=**")
		if cut := eval[[]string](t, p, cutOff); len(cut) > 0 {
			t.Errorf("at %d pixels %d cells do not fit: %q", width, len(cut), cut[:min(len(cut), 5)])
		}
	}
}
