package view

import (
	"strconv"
	"strings"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
)

// describe says what the page shows.
func (b *builder) describe(p *page.Page) {
	p.Heading = b.heading()
	p.Crumbs = b.crumbs()
	p.Past = b.pastNote()
	if b.ranged() {
		p.Ranges, p.Range = ranges, b.ownRange()
	}
	p.Match = b.match()
}

// ranged reports whether the view tells of a range of time.
func (b *builder) ranged() bool {
	return b.Name != page.Monitors && b.Name != page.Reporters && b.Name != page.About
}

func (b *builder) heading() string {
	switch {
	case b.Path != "":
		return page.Visible(b.Path)
	}
	return page.TabName(b.Name)
}

// crumbs lead from the root to the path, in the same view.
func (b *builder) crumbs() []page.Crumb {
	if b.Path == "" {
		return nil
	}
	out := []page.Crumb{{Name: "All", Href: b.place().At("").URL()}}
	components := metrics.SplitPath(b.Path)
	for i, component := range components {
		name := page.Visible(component)
		if hidden := len(components) - maxCrumbs; hidden > 0 && i < hidden {
			if i+1 < hidden {
				continue
			}
			name = "…"
		}
		path := strings.Join(components[:i+1], "/")
		out = append(out, page.Crumb{Name: name, Href: b.place().At(path).URL()})
	}
	return out
}

// maxCrumbs is how many components of a path are shown, the last ones. Each of them is a link as long as the path.
const maxCrumbs = 12

// match says how many series the view selects, when that is not all of them.
func (b *builder) match() string {
	if b.place().Everything() {
		return ""
	}
	n := strconv.Itoa(len(b.selected)) + " series"
	switch {
	case len(b.selected) == 1 && b.Name == page.Overview && b.Query == "":
		return ""
	case b.Query == "":
		return n
	case len(b.selected) == 1:
		return n + " matches"
	}
	return n + " match"
}

const firstSeries = `var hits = metrics.Default().Counter("web/hits")

hits.Inc()`

// empty explains why nothing is selected.
func (b *builder) empty() *page.Empty {
	if len(b.sample.tick.Total.Series) == 0 {
		return &page.Empty{
			Heading: "No series yet",
			Text:    "The registry is empty. A series appears here within a second after the program has made it:",
			Code:    firstSeries,
		}
	}
	if b.Query != "" {
		return &page.Empty{
			Heading: "Nothing matches",
			Text:    "No series matches at present. When one does it will appear here. A query is a name, a path with wildcards or a condition, or several of them:",
			Code:    "latency\nweb/**\nlatency.p99 > 0.05 errors > 0\nrequests{code=5xx}",
		}
	}
	return &page.Empty{Heading: "No series here", Text: "What was here is gone, or has not been sampled yet."}
}
