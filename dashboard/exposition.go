package dashboard

import (
	"net/http"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/exposition"
)

// encoders write the exposition. Each remembers the names of the snapshot it wrote last, so parts of the tree have one
// of their own.
type encoders struct{ whole, parts *exposition.Encoder }

func newEncoders(o *exposition.Options) encoders {
	return encoders{exposition.NewEncoder(o), exposition.NewEncoder(o)}
}

func (d *Dashboard) writeExposition(w http.ResponseWriter, s *metrics.Snapshot, q *request) *httpError {
	encoder := d.encoders.whole
	if q.path != "" || q.filter != nil {
		encoder = d.encoders.parts
	}
	form := expositionFormat(q)
	w.Header().Set("Content-Type", form.ContentType())
	if err := encoder.Encode(w, s, form); err != nil {
		return errorf(http.StatusInternalServerError, "the exposition could not be written: %w", err)
	}
	return nil
}

// expositionFormat is the format that the Accept header prefers. One named in the query string takes only the way in
// which names are escaped from there.
func expositionFormat(q *request) exposition.Format {
	form, _ := exposition.Negotiate(q.accept)
	switch q.format {
	case formatPrometheus:
		form.Syntax = exposition.Text004
	case formatOpenMetrics:
		form.Syntax = exposition.OpenMetrics100
	}
	return form
}
