package page

import (
	"context"
	"fmt"
	"io"

	"github.com/a-h/templ"
)

// Render makes a Spark a component. There are many on a page, so it is written in the fewest characters: the
// stylesheet knows the size of small ones and where the dot is. Nothing but the label could need an escape.
func (s *Spark) Render(_ context.Context, w io.Writer) error {
	l := s.draw()
	b := make([]byte, 0, 512)
	b = append(b, `<svg`...)
	if s.Size != Small {
		b = fmt.Appendf(b, ` viewBox="0 0 %d %d"`, s.Size.Width, s.Size.Height)
	}
	b = append(b, ` role="img" aria-label="`...)
	b = append(b, templ.EscapeString(s.label())...)
	b = append(b, `" data-s="`...)
	b = append(b, s.bounds()...)
	b = append(b, `"><path d="`...)
	b = append(b, l.d...)
	if l.dash > 0 {
		b = fmt.Appendf(b, `" stroke-dasharray="%d`, l.dash)
	}
	if l.short {
		b = append(b, " 999"...)
	}
	b = append(b, `"/><circle `...)
	if l.ended {
		b = fmt.Appendf(b, `cy="%d"/></svg>`, l.y)
	} else {
		b = append(b, `display="none"/></svg>`...)
	}
	_, err := w.Write(b)
	return err
}
