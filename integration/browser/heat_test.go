package browser_test

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/binnacle-go/metrics/integration/browser"
	"github.com/binnacle-go/metrics/integration/internal/eventually"
)

// cellText is what a cell of a map says: the time, the band and the count.
var cellText = regexp.MustCompile(`^(\d\d:\d\d:\d\d to \d\d:\d\d:\d\d), (.+ to .+), ([\d,]+ values?|nothing)$`)

const (
	heatValue = `document.querySelector(".heat .frame").ariaValueText`
	heatNote  = `document.querySelector("#cell")?.checkVisibility() ? document.querySelector("#cell").textContent : ""`
)

// says waits until a map says what is in a cell, other than before, and returns its time, band and count.
func says(t *testing.T, p *browser.Page, before string) (text string, parts []string) {
	t.Helper()
	eventually.Do(t, "say what is in a cell", func() error {
		text = eval[string](t, p, heatValue+` ?? ""`)
		if parts = cellText.FindStringSubmatch(text); parts == nil || text == before {
			return fmt.Errorf("%q; faults %v", text, p.Faults())
		}
		return nil
	})
	if note := eval[string](t, p, heatNote); note != strings.Join(parts[1:], "\n") {
		t.Errorf("the note says %q, the cursor %q", note, text)
	}
	return text, parts[1:]
}

// mapped waits until the page has a map: one that is opened before the first sample gets it with what else comes later.
func mapped(t *testing.T, p *browser.Page) {
	t.Helper()
	eventually.Do(t, "have a map", func() error {
		if !eval[bool](t, p, `document.querySelector(".heat .area") != null`) {
			return errors.New("there is none")
		}
		return nil
	})
}

func TestMapIsReadByKeyboardAlone(t *testing.T) {
	t.Parallel()
	p := opened(t, showEveryKind(t, mounts[1])+"?path=timer")
	live(t, p)
	lively(t, p)
	mapped(t, p)
	const there = `document.activeElement.matches(".heat .frame")`
	for range 60 {
		if eval[bool](t, p, there) {
			break
		}
		if err := p.Press(kb.Tab); err != nil {
			t.Fatal(err)
		}
	}
	if name := eval[string](t, p, `document.activeElement.ariaLabel ?? ""`); !strings.Contains(name, "Arrow keys") || !eval[bool](t, p, there) {
		t.Fatalf("Tab leads to %q, not to the map", name)
	}
	eventually.Do(t, "load what reads it", func() error {
		if !eval[bool](t, p, `document.querySelector(".heat .frame").onkeydown != null`) {
			return errors.New("it does not know of keys")
		}
		return nil
	})
	press := func(key, before string) (string, []string) {
		t.Helper()
		if err := p.Press(key); err != nil {
			t.Fatal(err)
		}
		return says(t, p, before)
	}
	first, at := press(kb.ArrowLeft, "")
	if at[2] == "nothing" {
		t.Errorf("it begins at %q, where nothing is", first)
	}
	second, up := press(kb.ArrowUp, first)
	if up[0] != at[0] || up[1] == at[1] {
		t.Errorf("above %q is %q", first, second)
	}
	third, left := press(kb.ArrowLeft, second)
	if left[0] >= up[0] || left[1] != up[1] {
		t.Errorf("before %q is %q", second, third)
	}
	if found, err := p.Violations(); err != nil || len(found) > 0 {
		t.Errorf("%v, %v", found, err)
	}
	if err := p.Press(kb.Escape); err != nil {
		t.Fatal(err)
	}
	if note := eval[string](t, p, heatNote); note != "" {
		t.Errorf("after Escape the note says %q", note)
	}
	noFaults(t, p)
}

// The counts of all cells, as the pointer reads them, are those of the calls.
func TestMapIsReadByPointer(t *testing.T) {
	t.Parallel()
	url := showEveryKind(t, mounts[1])
	p := opened(t, url+"?path=histogram")
	live(t, p)
	lively(t, p)
	mapped(t, p)
	box := eval[[]float64](t, p, `(area => {
		area.scrollIntoView({ block: "center", behavior: "instant" })
		const { left, top, width, height } = area.getBoundingClientRect()
		return [left, top, width, height]
	})(document.querySelector(".heat .area"))`)
	if err := p.Drag(box[0]+box[2]-3, box[1]+box[3]-3, box[0]+box[2]-3, box[1]+box[3]-3); err != nil {
		t.Fatal(err)
	}
	corner, _ := says(t, p, "")
	var said []string
	const across, upwards = 120, 40 // places, more than there are cells
	for column := range across {
		x := box[0] + box[2]*(float64(column)+0.5)/across
		said = append(said, eval[[]string](t, p, fmt.Sprintf(`(frame => {
			const said = new Set()
			for (let i = 0; i < %[4]d; i++) {
				frame.dispatchEvent(new PointerEvent("pointermove", { clientX: %[1]g, clientY: %[2]g + %[3]g * (i + .5) / %[4]d }))
				said.add(frame.ariaValueText)
			}
			return [...said]
		})(document.querySelector(".heat .frame"))`, x, box[1], box[3], upwards))...)
	}
	slices.Sort(said)
	var sum int
	for _, said := range slices.Compact(said) {
		parts := cellText.FindStringSubmatch(said)
		if parts == nil {
			t.Fatalf("a cell says %q", said)
		}
		if count, _, ok := strings.Cut(parts[3], " "); ok {
			n, err := strconv.Atoi(strings.ReplaceAll(count, ",", ""))
			if err != nil {
				t.Fatal(err)
			}
			sum += n
		}
	}
	if sum != 1000 {
		t.Errorf("the cells hold %d values together, beginning with %q; 1000 were observed", sum, corner)
	}
	if err := p.Drag(1, 1, 1, 1); err != nil {
		t.Fatal(err)
	}
	becomes(t, p, heatNote, "")
	noFaults(t, p)
}
