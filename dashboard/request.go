package dashboard

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/internal/window"
)

// maxParameters bounds the query string of a request. Names may be long, and each of their bytes three characters.
const maxParameters = 64 << 10

// request is what a client asks for.
type request struct {
	format   format
	accept   string         // the Accept header
	path     string         // of ?path=, cleaned
	query    string         // raw text of ?query=
	filter   *metrics.Query // parsed, nil when empty
	window   window.Window  // of ?range=, ?from= and ?to=
	all      bool           // range=all was given
	compare  comparison     // of ?compare=
	points   bool           // the answer is the history, point by point
	step     time.Duration  // of ?step=, 0 for the finest that is kept
	view     string         // of ?view=
	sort     string         // of ?sort=
	skip     int            // of ?skip=
	utc      bool           // ?utc=1
	color    bool           // ?color=1
	columns  int            // ?columns= of a terminal
	hdr      bool           // ?hdr=1: distributions for HdrHistogram too
	live     bool           // ?live=1
	stream   bool           // live, and the client takes server-sent events
	after    uint64         // of ?after=
	hasAfter bool
	whole    bool   // ?whole=1: the first update must not be a change to the sample before
	snapshot bool   // ?snapshot=1: the page as a file
	cells    bool   // ?cells=1: maps with what each of their cells tells
	asset    string // of ?asset=
}

// everything reports whether the totals of all series are asked for.
func (q *request) everything() bool { return q.path == "" && q.filter == nil && !q.window.Given() }

// parseRequest reads a request. It always returns a request that says in which format to answer; the error is the
// answer to a request that makes no sense.
func parseRequest(r *http.Request) (*request, *httpError) {
	q := &request{accept: strings.Join(r.Header.Values("Accept"), ",")}
	if len(r.URL.RawQuery) > maxParameters {
		q.format = negotiate(q.accept, false)
		return q, errorf(http.StatusRequestURITooLong, "the query string is longer than %d bytes", maxParameters)
	}
	values, malformed := url.ParseQuery(r.URL.RawQuery)
	q.view, q.asset = values.Get("view"), values.Get("asset")
	q.live = values.Get("live") == "1"
	q.whole = q.live && values.Get("whole") == "1"
	q.stream = q.live && strings.Contains(q.accept, "text/event-stream")
	q.color = values.Get("color") == "1"
	if q.columns = defaultColumns; values.Has("columns") {
		n, _ := strconv.Atoi(values.Get("columns")) // what is no number is the least
		q.columns = min(max(n, leastColumns), mostColumns)
	}
	q.utc = values.Get("utc") == "1"
	q.sort = values.Get("sort")
	q.hdr = values.Get("hdr") == "1"
	q.snapshot = values.Get("snapshot") == "1"
	q.cells = q.snapshot || values.Get("cells") == "1"
	if err := q.setFormat(values.Get("format")); err != nil {
		return q, err
	}
	if malformed != nil {
		return q, errorf(http.StatusBadRequest, "the query string is malformed (escape %%, & and ; as %%25, %%26 and %%3B): %v", malformed)
	}
	return q, q.parse(values)
}

// setFormat decides on the format: what the query string names, else what the Accept header prefers.
func (q *request) setFormat(name string) *httpError {
	q.format = negotiate(q.accept, q.view != "")
	if q.live {
		q.format = formatJSON
	}
	if name == "" {
		return nil
	}
	f, ok := formats[name]
	if !ok {
		return errorf(http.StatusBadRequest, "there is no format %q: use one of %s", name, formatNames)
	}
	q.format = f
	return nil
}

func (q *request) parse(values url.Values) *httpError {
	q.path = metrics.CleanPath(values.Get("path"))
	if q.query = strings.TrimSpace(values.Get("query")); q.query != "" {
		filter, err := metrics.ParseQuery(q.query)
		if err != nil {
			return &httpError{status: http.StatusBadRequest, message: err.Error(), cause: err}
		}
		q.filter = filter
	}
	var err error
	if q.window, err = window.Parse(given(values, "range"), given(values, "from"), given(values, "to")); err != nil {
		return errorf(http.StatusBadRequest, "%w", err)
	}
	if err := q.parsePoints(values); err != nil {
		return err
	}
	if values.Has("skip") {
		skip, err := strconv.Atoi(values.Get("skip"))
		if err != nil || skip < 0 {
			return errorf(http.StatusBadRequest, "skip=%q is not a number of rows", values.Get("skip"))
		}
		q.skip = skip
	}
	var failure *httpError
	if q.compare, failure = parseComparison(values.Get("compare")); failure != nil {
		return failure
	}
	if q.live && values.Has("after") {
		after, err := strconv.ParseUint(values.Get("after"), 10, 64)
		if err != nil {
			return errorf(http.StatusBadRequest, "after=%q is not the number of an update", values.Get("after"))
		}
		q.after, q.hasAfter = after, true
	}
	return nil
}

// given returns a parameter, nil if there is none.
func given(values url.Values, name string) *string {
	if !values.Has(name) {
		return nil
	}
	value := values.Get(name)
	return &value
}
