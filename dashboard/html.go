package dashboard

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/a-h/templ"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
	"github.com/binnacle-go/metrics/dashboard/internal/view"
	"github.com/binnacle-go/metrics/history"
	"github.com/binnacle-go/metrics/reporters"
)

const typeHTML = "text/html; charset=utf-8"

// servePage answers with a page.
func (d *Dashboard) servePage(w http.ResponseWriter, r *http.Request, q *request) {
	v, err := d.newView(q)
	if err == nil && q.path != "" {
		_, err = d.selection(q) // a path that leads nowhere is an error, as in every format
	}
	if err != nil {
		d.serveErrorPage(w, r, q, err)
		return
	}
	p := v.Page(d.reader(q.window))
	p.Base = base(r)
	if q.snapshot {
		d.writeSaved(w, p)
		return
	}
	d.writePage(w, http.StatusOK, p)
}

// newView is what a request wants to see.
func (d *Dashboard) newView(q *request) (*view.View, *httpError) {
	v := &view.View{
		Path: q.path, Query: q.query, Filter: q.filter, Span: q.window.Span, Ended: d.registry == nil,
		Sort: q.sort, Skip: q.skip, UTC: q.utc,
		Rankings: &d.rankings, Shared: &d.shared, Reporters: d.reporters, Viewers: d.viewers, Version: version(),
		Compare: q.compare.name, Shift: q.compare.shift, Samples: d.samples, Cells: q.cells,
	}
	if h, ok := d.history.(interface{ Stats() history.Stats }); ok {
		v.Stats = h.Stats
	}
	if q.window.Span > 0 {
		v.Range = shortSpan(q.window.Span)
	}
	if q.window.Absolute() {
		v.From = q.window.From.UTC().Format(time.RFC3339Nano)
		if !q.window.To.IsZero() {
			v.To = q.window.To.UTC().Format(time.RFC3339Nano)
		}
		from, to := q.window.Bounds(d.history.Latest().Total.Time)
		v.Span = max(to.Sub(from), 1)
	}
	if q.view != "" && q.view != "overview" {
		v.Name = q.view
	}
	if !slices.ContainsFunc(page.Tabs, func(t page.Tab) bool { return t.View == v.Name }) {
		return nil, errorf(http.StatusNotFound, "there is no view %q: use one of %s", q.view, viewNames())
	}
	return v, nil
}

// reporters are those that the pages tell about.
func (d *Dashboard) reporters() []view.Reporter {
	var out []view.Reporter
	for _, r := range d.options.Reporters {
		out = append(out, r)
	}
	if d.options.Reporters == nil && d.registry != nil {
		for _, r := range reporters.Running(d.registry) {
			out = append(out, r)
		}
	}
	return out
}

// viewers counts those who look.
func (d *Dashboard) viewers() view.Viewers {
	d.live.mu.Lock()
	defer d.live.mu.Unlock()
	return view.Viewers{Streams: d.live.streams, MaxStreams: d.options.MaxStreams, Views: len(d.live.views)}
}

// viewNames lists the views for people.
func viewNames() string {
	names := []string{"overview"}
	for _, t := range page.Tabs {
		if t.View != "" {
			names = append(names, t.View)
		}
	}
	return strings.Join(names, ", ")
}

// shortSpan writes a duration without the zeros that time.Duration puts at its end.
func shortSpan(d time.Duration) string {
	s := d.String()
	for _, zero := range []string{"m0s", "h0m"} {
		if strings.HasSuffix(s, zero) {
			s = s[:len(s)-2]
		}
	}
	return s
}

func (d *Dashboard) writePage(w http.ResponseWriter, status int, p *page.Page) {
	p.Title = d.title
	p.Assets = page.Assets{
		Style: assetURL("app.css"), MoreStyle: assetURL("pages.css"), Script: assetURL("app.js"),
		Keys: assetURL("keys.js"), KeysStyle: assetURL("keys.css"), Exact: assetURL("exact.js"), Heat: assetURL("heat.js"),
		MetricStyle: assetURL("metric.css"), MetricScript: assetURL("metric.js"),
	}
	p.Version = version()
	writeDocument(w, status, page.Document(p))
}

func writeDocument(w http.ResponseWriter, status int, document templ.Component) {
	w.Header().Set("Content-Type", typeHTML)
	w.WriteHeader(status)
	var whole bytes.Buffer
	_ = document.Render(context.Background(), &whole) // memory does not fail
	_, _ = w.Write(page.Lean(whole.Bytes()))          // nor does this: the answer is kept there
}

// serveErrorPage answers with an error as a page.
func (d *Dashboard) serveErrorPage(w http.ResponseWriter, r *http.Request, q *request, err *httpError) {
	problem := &page.Problem{Heading: problemHeadings[err.status], Text: sentence(err.message)}
	if problem.Heading == "" {
		problem.Heading = http.StatusText(err.status)
	}
	var broken *metrics.QueryError
	if errors.As(err, &broken) {
		before := page.Visible(broken.Query[:broken.Pos])
		problem.Heading, problem.Text = "The query cannot be read", sentence(broken.Msg)
		problem.Query = page.Visible(broken.Query)
		problem.Mark = strings.Repeat(" ", utf8.RuneCountInString(before)) + "▲"
	}
	p := &page.Page{Heading: problem.Heading, Problem: problem, Time: time.Now()}
	if err.status == http.StatusForbidden {
		p.Title = d.title
		writeDocument(w, err.status, page.Refusal(p))
		return
	}
	p.Place.Query = q.query
	d.writePage(w, err.status, p)
}

// sentence is an error as people write it.
func sentence(message string) string {
	first, size := utf8.DecodeRuneInString(message)
	return string(unicode.ToUpper(first)) + message[size:] + "."
}

var problemHeadings = map[int]string{
	http.StatusBadRequest: "The request cannot be read",
	http.StatusForbidden:  "Not open to you",
	http.StatusNotFound:   "Nothing here",
}

// version is the version of this module in the running program.
var version = sync.OnceValue(func() string {
	const module = "github.com/binnacle-go/metrics"
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	found := info.Main
	for _, dep := range info.Deps {
		if dep.Path == module {
			found = *dep
		}
	}
	if found.Path != module || found.Version == "(devel)" {
		return ""
	}
	return found.Version
})
