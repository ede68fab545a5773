package page

import (
	"context"
	"io"
	"strconv"

	"github.com/a-h/templ"
)

// Render makes a Spark a component. There are many on a page, so it is written in the fewest characters: not one of
// them but the label could need an escape.
func (s *Spark) Render(_ context.Context, w io.Writer) error {
	l := s.draw()
	b := make([]byte, 0, 512)
	b = append(b, `<svg class="spark" viewBox="0 0 `...)
	b = strconv.AppendInt(b, int64(s.Size.Width), 10)
	b = append(b, ' ')
	b = strconv.AppendInt(b, int64(s.Size.Height), 10)
	b = append(b, `" role="img" aria-label="`...)
	b = append(b, templ.EscapeString(s.label())...)
	b = append(b, `" data-s="`...)
	b = append(b, s.bounds()...)
	b = append(b, `"><path d="`...)
	b = append(b, l.d...)
	if l.dash != "" {
		b = append(b, `" stroke-dasharray="`...)
		b = append(b, l.dash...)
	}
	b = append(b, `"/><circle cx="`...)
	b = strconv.AppendInt(b, int64(s.Size.Width-margin), 10)
	b = append(b, `" cy="`...)
	b = strconv.AppendInt(b, int64(l.y), 10)
	b = append(b, `" r="`...)
	b = append(b, l.radius())
	b = append(b, `"/></svg>`...)
	_, err := w.Write(b)
	return err
}

// radius is that of the dot, which is not there when the newest value is a gap.
func (l line) radius() byte {
	if l.ended {
		return '2'
	}
	return '0'
}
