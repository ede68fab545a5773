package browser_test

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/integration/browser"
	"github.com/binnacle-go/metrics/integration/internal/eventually"
)

// Dragging over the large chart chooses the time below it, on a live page and again on the one that comes then.
func TestDragChoosesTheRange(t *testing.T) {
	t.Parallel()
	reg := metrics.NewRegistry(nil)
	reg.Timer("work").Observe(time.Second)
	p := opened(t, show(t, reg, mounts[1])+"?path=work")
	live(t, p)
	lively(t, p)
	drag(t, p, 0.6, 0.8)
	first := chosen(t, p)
	if length := first[1].Sub(first[0]); length < 55*time.Second || length > 70*time.Second {
		t.Errorf("a fifth of five minutes is %v", length)
	}
	if ago := time.Since(first[1]); ago < 50*time.Second || ago > 80*time.Second {
		t.Errorf("a fifth from the end is %v ago", ago)
	}
	lively(t, p)
	drag(t, p, 0.99, 0.5) // to the left
	second := chosen(t, p)
	if second[0].Before(first[0]) || second[1].After(first[1].Add(time.Second)) || second[1].Sub(second[0]) > 35*time.Second {
		t.Errorf("half of %v is %v", first, second)
	}
	noFaults(t, p)
}

// lively waits until the script has drawn the charts.
func lively(t *testing.T, p *browser.Page) {
	t.Helper()
	eventually.Do(t, "draw the charts", func() error {
		if n := eval[int](t, p, `document.querySelectorAll("figure[data-scale]:not(:has(.uplot))").length`); n > 0 {
			return fmt.Errorf("%d charts are those of the server; faults %v", n, p.Faults())
		}
		return nil
	})
}

// A finger chooses a range as the mouse does, and chooses none where it scrolls the page.
func TestTouchChoosesTheRange(t *testing.T) {
	t.Parallel()
	reg := metrics.NewRegistry(nil)
	reg.Timer("work").Observe(time.Second)
	p := opened(t, show(t, reg, mounts[1])+"?path=work")
	if err := p.Viewport(1400, 700); err != nil { // so that there is something to scroll
		t.Fatal(err)
	}
	live(t, p)
	lively(t, p)
	eval[string](t, p, `window.dragged = "not yet"`)
	box := choosing(t, p)
	x, y := box[0]+0.5*box[2], box[1]+box[3]
	before := eval[float64](t, p, "scrollY")
	if err := p.DragByTouch(x, y-20, x+30, y-220); err != nil {
		t.Fatal(err)
	}
	eventually.Do(t, "scroll", func() error {
		if now := eval[float64](t, p, "scrollY"); now < before+50 {
			return fmt.Errorf("from %v to %v", before, now)
		}
		return nil
	})
	if !eval[bool](t, p, `window.dragged == "not yet" && !location.search.includes("from")`) {
		t.Error("scrolling over the chart chose a range")
	}
	dragBy(t, p, p.DragByTouch, 0.6, 0.8)
	ends := chosen(t, p)
	if length := ends[1].Sub(ends[0]); length < 55*time.Second || length > 70*time.Second {
		t.Errorf("a fifth of five minutes is %v", length)
	}
	noFaults(t, p)
}

// drag drags over the chart, from one part of its width to another, and waits for another page.
func drag(t *testing.T, p *browser.Page, from, to float64) {
	t.Helper()
	dragBy(t, p, p.Drag, from, to)
}

// choosing returns where the chart is that lets a range be chosen: left, top, width and height.
func choosing(t *testing.T, p *browser.Page) []float64 {
	t.Helper()
	return eval[[]float64](t, p, `(chart => {
		chart.scrollIntoView({ block: "center", behavior: "instant" })
		const { left, top, width, height } = chart.getBoundingClientRect()
		return [left, top, width, height]
	})(document.querySelector("[data-choose] .u-over"))`)
}

func dragBy(t *testing.T, p *browser.Page, by func(fromX, fromY, toX, toY float64) error, from, to float64) {
	t.Helper()
	before := eval[string](t, p, "window.dragged = location.href")
	box := choosing(t, p)
	y := box[1] + box[3]/2
	if err := by(box[0]+from*box[2], y, box[0]+to*box[2], y); err != nil {
		t.Fatal(err)
	}
	eventually.Do(t, "go to the chosen range", func() error {
		ready, err := browser.Eval[bool](p, `window.dragged == undefined && document.readyState == "complete"`)
		if err != nil || !ready {
			return errors.Join(errors.New("still at "+before), err)
		}
		return nil
	})
}

// chosen returns the ends of the range in the page's URL, and checks that the page is of it.
func chosen(t *testing.T, p *browser.Page) (ends [2]time.Time) {
	t.Helper()
	query, err := url.ParseQuery(eval[string](t, p, "location.search.slice(1)"))
	if err != nil || query.Get("path") != "work" {
		t.Fatal(query, err)
	}
	for i, name := range []string{"from", "to"} {
		seconds, err := time.ParseDuration(query.Get(name) + "s")
		if err != nil {
			t.Fatal(query, err)
		}
		ends[i] = time.Unix(0, 0).Add(seconds)
	}
	if where := eval[string](t, p, `document.querySelector(".where").textContent`); !strings.Contains(where, "Show the latest") {
		t.Error(where)
	}
	return ends
}
