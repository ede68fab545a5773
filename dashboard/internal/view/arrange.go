package view

import "github.com/binnacle-go/metrics/dashboard/internal/page"

// arrange fills a page with what its view shows.
func (b *builder) arrange(p *page.Page) {
	switch b.Name {
	case page.Tree:
		p.Tables = append(b.scopes(), b.tables(b.level())...)
	case page.Routes:
		p.Tables = b.tables(b.within("http/server", "http/client"))
	case page.Runtime:
		p.Tables = b.tables(b.within("runtime"))
	case page.Errors:
		p.Empty = noErrors
	case page.Monitors:
		p.Empty = noMonitors
	case page.Reporters:
		p.Tables = b.tables(b.within("binnacle/reporters"))
	case page.About:
		p.Facts = b.facts()
	default:
		b.overview(p)
	}
	if len(p.Tables) == 0 && p.Empty == nil && p.Facts == nil {
		p.Empty = b.empty()
	}
}

// overview shows everything that is selected, and more of a series that is the only one.
func (b *builder) overview(p *page.Page) {
	if b.place().Everything() {
		p.Facts = b.facts()
	}
	if len(b.selected) == 0 {
		p.Empty = b.empty()
		return
	}
	if b.place().Everything() {
		p.Blocks = b.health()
	}
	p.Tables, p.Detail = b.tables(b.selected), b.detail()
	if p.Detail != nil && len(p.Crumbs) > 0 {
		p.Crumbs = p.Crumbs[:len(p.Crumbs)-1] // the heading is the last one
		p.Tables[0].Rows[0].Help = ""         // it stands there too
	}
}

// health says whether all is well and, if not, where to look.
func (b *builder) health() []page.Block {
	s, r := b.subject(), b.ranking()
	out := []page.Block{b.attention(s, r)}
	if t := b.signalTable(s); len(t.Rows) > 0 {
		out = append(out, t)
	}
	return append(out, b.changeList(r), b.slowList(), b.errorList(mostFailing))
}

// within returns the selected series at and below some paths.
func (b *builder) within(paths ...string) []int {
	var out []int
	for _, i := range b.selected {
		for _, path := range paths {
			if under(b.sample.tick.Total.Series[i].Name, path) {
				out = append(out, i)
			}
		}
	}
	return out
}

var noErrors = &page.Empty{
	Heading: "No errors are recorded",
	Text:    "Errors and events have no place of their own yet. The errors that timers count stand in the overview, beside the calls.",
}

var noMonitors = &page.Empty{
	Heading: "There are no monitors",
	Text:    "Nothing watches the series yet, and so nothing is out of bounds.",
}
