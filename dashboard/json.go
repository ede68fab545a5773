package dashboard

import (
	"encoding/json"
	"io"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/internal/jsonview"
)

// writeJSON writes the tree of a snapshot.
func (d *Dashboard) writeJSON(w io.Writer, s *metrics.Snapshot, q *request) {
	write := jsonview.Write
	if q.everything() {
		write = d.json.Write
	}
	write(w, s, jsonview.Options{Pretty: q.format == formatPrettyJSON, HDR: q.hdr, Path: q.path})
}

// errorJSON is an error as a JSON document. Errors of w are ignored: it is memory.
func errorJSON(w io.Writer, e *httpError, pretty bool) {
	document := struct {
		Error    string `json:"error"`
		Position *int   `json:"position,omitempty"`
	}{Error: e.message}
	if at, ok := e.position(); ok {
		document.Position = &at
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	if pretty {
		encoder.SetIndent("", "  ")
	}
	_ = encoder.Encode(document)
}
