package view

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
	"github.com/binnacle-go/metrics/history"
)

// A side is one end of HTTP requests, as package httpmetrics counts them.
type side struct {
	heading, name      string
	requests, inFlight string // names of series
	label              string // that tells the routes apart
}

var sides = []side{
	{"Server", "Route", serverRequests, serverInFlight, "route"},
	{"Client", "Host", "http/client/requests", "http/client/in_flight", "host"},
}

// route is what was done on one of them.
type route struct {
	name     string
	timers   []int // one for each status
	inFlight []int
	all      history.Point // in the window
}

const noRoutesCode = `mux := http.NewServeMux()
// ...
handler := httpmetrics.Middleware(metrics.Default().Scope, nil)(mux)
http.ListenAndServe("localhost:8080", handler)`

// routes are a table for each side of HTTP.
func (b *builder) routes(p *page.Page) {
	for _, s := range sides {
		if t := b.routeTable(&s); len(t.Rows) > 0 {
			p.Tables = append(p.Tables, t)
		}
	}
	if len(p.Tables) == 0 {
		p.Empty = &page.Empty{
			Heading: "No HTTP requests are counted",
			Text:    "Package httpmetrics counts those that a server answers, and with its Transport those that a client makes. One line does it:",
			Code:    noRoutesCode,
		}
	}
}

// A routeColumn is a statistic of routes that they can be ordered by.
type routeColumn struct {
	key string // in sort=
	page.Column
	of func(r *route, seconds float64) float64
}

var routeColumns = []routeColumn{
	{"rate", page.Column{Name: "Rate", Form: page.FormRate}, func(r *route, seconds float64) float64 { return float64(r.all.Count) / seconds }},
	{"errors", page.Column{Name: "Errors", Form: page.FormShare}, func(r *route, _ float64) float64 { return part(r.all.Errors, r.all.Count) }},
	{"p50", page.Column{Name: "p50"}, func(r *route, _ float64) float64 { return r.all.Dist.Quantile(0.5) }},
	{"p95", page.Column{Name: "p95"}, func(r *route, _ float64) float64 { return r.all.Dist.Quantile(0.95) }},
	{"p99", page.Column{Name: "p99"}, func(r *route, _ float64) float64 { return r.all.Dist.Quantile(0.99) }},
	{"max", page.Column{Name: "Max"}, func(r *route, _ float64) float64 { return r.all.Dist.Max() }},
	{"time", page.Column{Name: "Time", Form: page.FormPart}, func(r *route, _ float64) float64 { return r.all.Dist.Sum() }},
}

const defaultSort = "-time"

func (b *builder) routeTable(s *side) page.Table {
	t := page.Table{ID: "routes", Heading: s.heading, Note: b.windowNote(), Name: s.name, Unit: "s", Chart: "p99, " + b.reach()}
	t.First = b.sortable("route", page.Column{})
	for _, c := range routeColumns {
		t.Columns = append(t.Columns, b.sortable(c.key, c.Column))
	}
	t.Columns = append(t.Columns, page.Column{Name: "In flight", Form: page.FormTotal})
	routes := b.routesOf(s)
	total := 0.0
	for _, r := range routes {
		if sum := r.all.Dist.Sum(); sum > 0 {
			total += sum
		}
	}
	for _, r := range routes {
		row := b.routeRow(s, r, total)
		row.Index = r.timers[0]
		t.Rows = append(t.Rows, row)
	}
	b.sortRows(t.Rows)
	return t
}

// routesOf are the routes of a side by name, over all scopes.
func (b *builder) routesOf(s *side) []*route {
	byName := map[string]*route{}
	of := func(i int) *route {
		name := b.series(i).Label(s.label)
		if b.series(i).Label("overflow") == "true" {
			name = "all others"
		}
		if byName[name] == nil {
			byName[name] = &route{name: name}
		}
		return byName[name]
	}
	for _, i := range b.named(s.requests) {
		r := of(i)
		r.timers = append(r.timers, i)
	}
	for _, i := range b.named(s.inFlight) {
		r := of(i)
		r.inFlight = append(r.inFlight, i)
	}
	var out []*route
	for _, r := range byName {
		if len(r.timers) > 0 {
			r.all = b.together(b.sample.window, r.timers)
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(a, b *route) int { return strings.Compare(a.name, b.name) })
	return out
}

func (b *builder) routeRow(s *side, r *route, total float64) *page.Row {
	out := &page.Row{Unit: "s"}
	window := seconds(b.sample.window)
	for _, c := range routeColumns {
		cell := page.Cell{Form: c.Form, Value: c.of(r, window), Now: c.key == "p99"}
		if c.key == "time" {
			cell.Value /= total
		}
		out.Cells = append(out.Cells, cell)
	}
	out.Cells = append(out.Cells, page.Cell{Form: page.FormTotal, Count: b.countOf(r.inFlight)})
	out.Spark = b.tailSpark(r.timers)
	if b.whole {
		x := b.series(r.timers[0])
		at := b.place().At(x.Name).In(page.Overview)
		at.Query = labelQuery([]metrics.Label{{Key: s.label, Value: x.Label(s.label)}})
		out.Name, out.Href = page.Visible(r.name), at.URL()
	}
	return out
}

// countOf adds up gauges that count.
func (b *builder) countOf(gauges []int) (sum uint64) {
	for _, i := range gauges {
		if v := b.series(i).Value; v > 0 {
			sum += uint64(v)
		}
	}
	return sum
}

// tailSpark draws the p99 of several timers together.
func (b *builder) tailSpark(timers []int) *page.Spark {
	past := b.before(timers, b.places)
	values := make([]float64, len(past))
	for i := range past {
		values[i] = past[i].Dist.Quantile(0.99)
	}
	recent := b.together(b.sample.now, timers)
	values[len(values)-1] = recent.Dist.Quantile(0.99)
	return &page.Spark{Size: page.Small, Values: values, Unit: "s", Zero: true}
}

// sortable makes a column one that rows can be ordered by, and says if they are.
func (b *builder) sortable(key string, c page.Column) page.Column {
	now := cmp.Or(b.Sort, defaultSort)
	next := "-" + key // the largest first is what people look for
	switch now {
	case "-" + key:
		c.Sort, next = "descending", key
	case key:
		c.Sort = "ascending"
	}
	c.Href = b.place().By(next).URL()
	return c
}

// sortRows orders the rows of routes, which stand in the order of their names. Where there is no number they come last.
func (b *builder) sortRows(rows []*page.Row) {
	key, falling := strings.CutPrefix(cmp.Or(b.Sort, defaultSort), "-")
	column := slices.IndexFunc(routeColumns, func(c routeColumn) bool { return c.key == key })
	if column < 0 {
		if key == "route" && falling {
			slices.Reverse(rows)
		}
		return
	}
	slices.SortStableFunc(rows, func(a, b *page.Row) int {
		return compareNumbers(a.Cells[column].Value, b.Cells[column].Value, falling)
	})
}

func compareNumbers(a, b float64, falling bool) int {
	switch {
	case math.IsNaN(a) || math.IsNaN(b):
		return cmp.Compare(b, a) // NaN is less than all others
	case falling:
		return cmp.Compare(b, a)
	}
	return cmp.Compare(a, b)
}
