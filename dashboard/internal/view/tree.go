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
	busy     []int // timers of it, as many as are drawn
}

// maxDrawn is how many timers of a scope are added up in its sparkline.
const maxDrawn = 32

// tree shows what lies right below the path, as many rows as fit on a page: scopes first, then series.
func (b *builder) tree(p *page.Page) {
	branches, level := b.branches(), b.level()
	all := len(branches) + len(level)
	from := min(b.Skip, max(all-1, 0))
	to := min(from+maxRows, all)
	cut := func(i int) int { return min(i, len(branches)) }
	p.Tables = b.scopes(branches[cut(from):cut(to)])
	p.Tables = append(p.Tables, b.tables(level[from-cut(from):to-cut(to)])...)
	if all > maxRows {
		p.Pager = b.pager(from, to, all)
	}
}

// pager leads to the rows before and behind those that are shown.
func (b *builder) pager(from, to, all int) *page.Pager {
	p := &page.Pager{From: from + 1, To: to, All: all}
	if from > 0 {
		p.Before = b.place().After(max(from-maxRows, 0)).URL()
	}
	if to < all {
		p.Behind = b.place().After(to).URL()
	}
	return p
}

// scopes is the table of branches.
func (b *builder) scopes(branches []*branch) []page.Table {
	if len(branches) == 0 {
		return nil
	}
	t := page.Table{
		ID: "scopes", Heading: "Scopes", Name: "Scope", Note: b.windowNote(), Chart: "Activity, " + b.reach(),
		Columns: []page.Column{
			{Name: "Calls", Form: page.FormRate}, {Name: "Errors", Form: page.FormShare}, {Name: "Series", Form: page.FormTotal},
		},
	}
	for i, s := range branches {
		row := &page.Row{Index: len(b.sample.tick.Total.Series) + i, Cells: b.activity(s), Spark: b.activitySpark(s)}
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

// activitySpark draws the calls a second of all timers of a scope; nil if they are too many to add up, or none.
func (b *builder) activitySpark(s *branch) *page.Spark {
	if s.timers == 0 || s.timers > maxDrawn {
		return nil
	}
	out := &page.Spark{Size: page.Small, Zero: true, Form: page.FormRate}
	for _, p := range b.counted(s.busy, b.places) {
		out.Values = append(out.Values, perSecond(&p))
	}
	recent := uint64(0)
	for _, i := range s.busy {
		recent += b.sample.in(b.sample.now, i).Count
	}
	out.Values[len(out.Values)-1] = rate(recent, b.sample.now)
	return out
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
			if s.timers++; len(s.busy) < maxDrawn {
				s.busy = append(s.busy, i)
			}
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
