package dashboard

import (
	"net/http"
	"time"

	"github.com/binnacle-go/metrics/internal/window"
)

// kept gives a window of everything the length of what the history keeps.
func (d *Dashboard) kept(w window.Window) window.Window {
	if h, ok := d.history.(interface{ Bounds() (from, to time.Time) }); ok {
		return w.Kept(h.Bounds())
	}
	all := d.history.Since(w.Span)
	return w.Kept(all.Start, all.Time)
}

// redirect leads from range=all to the range that is just long enough: what follows a page must be of the same length.
func redirect(w http.ResponseWriter, r *http.Request, q *request) {
	values := r.URL.Query()
	values.Set("range", shortSpan(q.window.Span))
	w.Header().Set("Location", "?"+values.Encode())
	w.WriteHeader(http.StatusSeeOther)
}
