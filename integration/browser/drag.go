package browser

import (
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
