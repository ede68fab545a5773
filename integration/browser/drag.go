package browser

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/chromedp/cdproto/input"
)

// Drag presses the left button of the mouse at one point, in CSS pixels of the window, moves to another, and lets go.
func (p *Page) Drag(fromX, fromY, toX, toY float64) error {
	for _, e := range []input.DispatchMouseEventParams{
		{Type: input.DispatchMouseEventTypeMouseMoved, X: fromX, Y: fromY},
		{Type: input.DispatchMouseEventTypeMousePressed, X: fromX, Y: fromY, Button: input.MouseButtonLeft, Buttons: 1, ClickCount: 1},
		{Type: input.DispatchMouseEventTypeMouseMoved, X: (fromX + toX) / 2, Y: toY, Button: input.MouseButtonLeft, Buttons: 1},
		{Type: input.DispatchMouseEventTypeMouseMoved, X: toX, Y: toY, Button: input.MouseButtonLeft, Buttons: 1},
		{Type: input.DispatchMouseEventTypeMouseReleased, X: toX, Y: toY, Button: input.MouseButtonLeft, ClickCount: 1},
	} {
		if _, err := call(p, input.DispatchMouseEvent, e); err != nil {
			return fmt.Errorf("drag: %w", err)
		}
	}
	return nil
}

// Click clicks on the middle of the first element that a selector finds, after it has been scrolled into view.
func (p *Page) Click(selector string) error {
	quoted, err := json.Marshal(selector)
	if err != nil {
		return fmt.Errorf("click: %w", err)
	}
	at, err := Eval[[]float64](p, fmt.Sprintf(`(() => {
		const e = document.querySelector(%s)
		e?.scrollIntoView({block: "center", behavior: "instant"})
		const box = e?.getBoundingClientRect()
		return box?.width && box.height ? [box.x + box.width / 2, box.y + box.height / 2] : null
	})()`, quoted))
	if err == nil && at == nil {
		err = errors.New("nothing of that can be seen")
	}
	if err != nil {
		return fmt.Errorf("click on %s: %w", selector, err)
	}
	return p.Drag(at[0], at[1], at[0], at[1])
}
