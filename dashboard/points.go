package dashboard

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"time"

	"github.com/binnacle-go/metrics/internal/points"
	"github.com/binnacle-go/metrics/internal/window"
)

const typeCSV = "text/csv; charset=utf-8; header=present"

// maxNumbers bounds the numbers of one answer, which is made in memory: this many take about 30 MB.
const maxNumbers = 4_000_000

// defaultPoints is the range of points when none is asked for.
const defaultPoints = 5 * time.Minute

// parsePoints reads step=, which asks for points. CSV is always of points.
func (q *request) parsePoints(values url.Values) *httpError {
	q.points = q.format == formatCSV
	if !values.Has("step") {
		return nil
	}
	switch q.format {
	case formatJSON, formatPrettyJSON, formatCSV:
	default:
		return errorf(http.StatusBadRequest, "step asks for points, which can be had with format=json, prettyjson and csv")
	}
	q.points = true
	text := values.Get("step")
	if text == "auto" {
		return nil
	}
	step, err := window.ParseSpan(text)
	if err != nil {
		return errorf(http.StatusBadRequest, `step: %w, nor "auto" for the finest that is kept`, err)
	}
	q.step = step
	return nil
}

// servePoints answers with the history of series, point by point.
func (d *Dashboard) servePoints(w http.ResponseWriter, q *request) *httpError {
	if !q.window.Given() {
		q.window.Span = defaultPoints
	}
	snapshot, failure := d.selection(q)
	if failure != nil {
		return failure
	}
	from, to := q.window.Bounds(d.history.Latest().Total.Time)
	set, complete := points.Collect(d.history, snapshot, from, to, q.step, maxNumbers)
	if !complete {
		return errorf(http.StatusBadRequest, "these are too many points for one answer: take fewer series (path or query), a longer step or a shorter range")
	}
	if q.format == formatCSV {
		w.Header().Set("Content-Type", typeCSV)
		_ = set.WriteCSV(w) // to memory, which does not fail
		return nil
	}
	w.Header().Set("Content-Type", typeJSON)
	document := set.AppendJSON(nil)
	if q.format == formatPrettyJSON {
		document = indented(document)
	}
	w.Write(document)
	return nil
}

func indented(document []byte) []byte {
	var b bytes.Buffer
	if err := json.Indent(&b, document, "", "  "); err != nil {
		panic("dashboard: programming error: points are not JSON: " + err.Error())
	}
	return b.Bytes()
}
