package view

import "github.com/binnacle-go/metrics/dashboard/internal/page"

// arrange fills a page with what its view shows.
func (b *builder) arrange(p *page.Page) {
	switch b.Name {
	case page.Tree:
		b.tree(p)
	case page.Routes:
		b.routes(p)
	case page.Runtime:
		b.runtimePage(p)
	case page.Errors:
		p.Blocks, p.Empty = []page.Block{b.errorList(mostErrors)}, noErrors
	case page.Monitors:
		p.Empty = noMonitors
	case page.Reporters:
		b.reportersPage(p)
	case page.About:
		b.about(p)
	default:
		b.overview(p)
	}
	if len(p.Tables)+len(p.Blocks) == 0 && p.Empty == nil {
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
		b.health(p)
	}
	p.Tables, p.Detail = b.tables(b.selected), b.detail()
	if p.Detail != nil && len(p.Crumbs) > 0 {
		p.Crumbs = p.Crumbs[:len(p.Crumbs)-1] // the heading is the last one
		p.Tables[0].Rows[0].Help = ""         // it stands there too
	}
}

// health says whether all is well and, if not, where to look.
func (b *builder) health(p *page.Page) {
	s, r := b.subject(), b.ranking()
	p.Lead = b.attention(s, r)
	if t := b.signalTable(s); len(t.Rows) > 0 {
		p.Blocks = append(p.Blocks, t)
	}
	p.Blocks = append(p.Blocks, b.changeList(r), b.slowList(), b.errorList(mostFailing))
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
	Heading: "Events are not recorded",
	Text:    "The program gives no events to look back on. What is above is what its timers have counted, with the last error of their slow calls.",
}

var noMonitors = &page.Empty{
	Heading: "There are no monitors",
	Text:    "Nothing watches the series by rules, and so nothing is in or out of bounds. The overview says what stands out against its own past.",
}
