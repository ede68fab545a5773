package dashboard

import "net/http"

// serveData answers with data in the format that was asked for.
func (d *Dashboard) serveData(w http.ResponseWriter, q *request) *httpError {
	if q.points {
		return d.servePoints(w, q)
	}
	snapshot, err := d.selection(q)
	if err != nil {
		return err
	}
	switch q.format {
	case formatJSON, formatPrettyJSON:
		w.Header().Set("Content-Type", typeJSON)
		d.writeJSON(w, snapshot, q)
	case formatText:
		w.Header().Set("Content-Type", typeText)
		d.writeTerminal(w, snapshot, q)
	default:
		return d.writeExposition(w, snapshot, q)
	}
	return nil
}
