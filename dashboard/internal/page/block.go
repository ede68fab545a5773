package page

import (
	"cmp"
	"slices"

	"github.com/a-h/templ"
)

// A Block is a part of a page that stands before its tables.
type Block interface {
	component() templ.Component
	eachRow(func(*Row))
	eachText(func(Text))
	eachLink(func(Text))
}

// blocks are all parts of the page that change, in their order.
func (p *Page) blocks() []Block {
	out := []Block{&Strip{p.Facts}}
	if p.Lead != nil {
		out = append(out, p.Lead)
	}
	out = append(out, p.Blocks...)
	for i := range p.Tables {
		out = append(out, &p.Tables[i])
	}
	return out
}

// Rows are all rows of the page in the order of their indexes. Live updates name a row by its place among them.
func (p *Page) Rows() []*Row {
	if p.rows == nil {
		for _, b := range p.blocks() {
			b.eachRow(func(r *Row) { p.rows = append(p.rows, r) })
		}
		slices.SortFunc(p.rows, func(a, b *Row) int { return cmp.Compare(a.Index, b.Index) })
	}
	return p.rows
}

// still is what blocks have in common in which nothing changes.
type still struct{}

func (still) eachRow(func(*Row))  {}
func (still) eachText(func(Text)) {}
func (still) eachLink(func(Text)) {}

func (t *Table) component() templ.Component { return table(t) }
func (t *Table) eachText(f func(Text))      { f(t.Note) }
func (*Table) eachLink(func(Text))          {}

func (t *Table) eachRow(f func(*Row)) {
	for i := range t.Rows {
		f(t.Rows[i])
	}
}

// A Strip is a row of facts.
type Strip struct{ Facts []Fact }

func (s *Strip) component() templ.Component { return strip(s.Facts) }
func (*Strip) eachRow(func(*Row))           {}
func (*Strip) eachLink(func(Text))          {}

func (s *Strip) eachText(f func(Text)) {
	for i := range s.Facts {
		fact := &s.Facts[i]
		f(Text{fact.Key, fact.Value})
		if fact.Key != "" {
			f(Text{fact.Key + toneMark, fact.tone()})
		}
	}
}

// toneMark stands behind the key of a text for the tone that it is in.
const toneMark = "!"

func (f *Fact) tone() string {
	if f.Bad {
		return "bad"
	}
	return ""
}

func (e *Empty) component() templ.Component { return empty(e) }
func (*Empty) eachRow(func(*Row))           {}
func (*Empty) eachText(func(Text))          {}
func (*Empty) eachLink(func(Text))          {}

// A Heading begins a section of blocks.
type Heading struct {
	still
	ID, Name, Text string
}

func (h *Heading) component() templ.Component { return heading(h) }

// A Listing shows lines as they are.
type Listing struct {
	still
	Heading string
	Text    string // what they are
	Lines   string
}

func (l *Listing) component() templ.Component { return listing(l) }
