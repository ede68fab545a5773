package browser

import (
	"fmt"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
)

// DragByTouch does with a finger what Drag does with the mouse.
func (p *Page) DragByTouch(fromX, fromY, toX, toY float64) error {
	if _, err := call(p, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: true}); err != nil {
		return fmt.Errorf("touch: %w", err)
	}
	at := func(part float64) []*input.TouchPoint {
		return []*input.TouchPoint{{X: fromX + part*(toX-fromX), Y: fromY + part*(toY-fromY)}}
	}
	for _, e := range []input.DispatchTouchEventParams{
		{Type: input.DispatchTouchEventTypeTouchStart, TouchPoints: at(0)},
		{Type: input.DispatchTouchEventTypeTouchMove, TouchPoints: at(0.25)},
		{Type: input.DispatchTouchEventTypeTouchMove, TouchPoints: at(0.75)},
		{Type: input.DispatchTouchEventTypeTouchMove, TouchPoints: at(1)},
		{Type: input.DispatchTouchEventTypeTouchEnd, TouchPoints: []*input.TouchPoint{}},
	} {
		if _, err := call(p, input.DispatchTouchEvent, e); err != nil {
			return fmt.Errorf("touch: %w", err)
		}
	}
	return nil
}
