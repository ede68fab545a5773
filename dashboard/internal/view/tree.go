package view

import (
	"math"
	"strconv"
	"strings"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
)

// level returns the selected series that lie right at the path or one step below it.
func (b *builder) level() []int {
	var out []int
	for _, i := range b.selected {
		if name := b.sample.tick.Total.Series[i].Name; name == b.Path || !strings.Contains(b.below(name), "/") {
			out = append(out, i)
		}
	}
	return out
}

// below is the part of a name behind the path.
func (b *builder) below(name string) string {
	return strings.TrimPrefix(strings.TrimPrefix(name, b.Path), "/")
}

// branch is a scope while its series are counted.
type branch struct {
	name     string
	series   int
	timers   int
	calls    uint64 // in the window
	errors   uint64
	contents []string
	seen     map[string]bool
}

// scopes is the table of the branches right below the path that have something selected in them.
func (b *builder) scopes() []page.Table {
	branches := b.branches()
	if len(branches) == 0 {
		return nil
	}
	t := page.Table{
		ID: "scopes", Heading: "Scopes", Name: "Scope", Note: b.windowNote(),
		Columns: []page.Column{
			{Name: "Calls", Form: page.FormRate}, {Name: "Errors", Form: page.FormShare}, {Name: "Series", Form: page.FormTotal},
		},
	}
	for i, s := range branches {
		row := page.Row{Index: len(b.sample.tick.Total.Series) + i, Cells: b.activity(s)}
		if b.whole {
			at := b.place()
			at.Path = strings.TrimPrefix(b.Path+"/"+s.name, "/")
			row.Name, row.Href, row.Help = page.Visible(s.name)+"/", at.URL(), s.summary()
		}
		t.Rows = append(t.Rows, row)
	}
	return []page.Table{t}
}

// activity are the cells of a scope: what its timers saw together, and how many series it has.
func (b *builder) activity(s *branch) []page.Cell {
	calls := page.Cell{Form: page.FormRate, Value: math.NaN()}
	if s.timers > 0 {
		calls.Value = rate(s.calls, b.sample.window)
	}
	return []page.Cell{
		calls,
		{Form: page.FormShare, Value: part(s.errors, s.calls)},
		{Form: page.FormTotal, Count: uint64(s.series)},
	}
}

func (b *builder) branches() []*branch {
	var out []*branch
	byName := map[string]*branch{}
	for _, i := range b.selected {
		name, rest, deeper := strings.Cut(b.below(b.sample.tick.Total.Series[i].Name), "/")
		if !deeper {
			continue
		}
		s := byName[name]
		if s == nil {
			s = &branch{name: name, seen: map[string]bool{}}
			byName[name] = s
			out = append(out, s)
		}
		s.add(rest)
		if x := b.sample.in(b.sample.window, i); x.Kind == metrics.KindTimer {
			s.timers++
			s.calls += x.Count
			s.errors += x.Errors
		}
	}
	return out
}

func (s *branch) add(rest string) {
	s.series++
	child, _, deeper := strings.Cut(rest, "/")
	if deeper {
		child += "/"
	}
	if !s.seen[child] {
		s.seen[child] = true
		s.contents = append(s.contents, child)
	}
}

// maxContents is how many of its children a scope names.
const maxContents = 8

func (s *branch) summary() string {
	var out []string
	for _, child := range s.contents[:min(len(s.contents), maxContents)] {
		out = append(out, page.Visible(child))
	}
	if more := len(s.contents) - maxContents; more > 0 {
		out = append(out, strconv.Itoa(more)+" more")
	}
	return strings.Join(out, ", ")
}
