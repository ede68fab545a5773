package page

import (
	"strconv"

	"github.com/a-h/templ"
)

// A List ranks something. Its rows are places, of which there are always as many, so that what stands in them can be
// replaced as it changes; an empty place is not seen.
type List struct {
	ID      string
	Key     string // what the keys of its texts begin with
	Heading string
	Note    Text
	None    string // stands there while all places are empty
	Columns []string
	Entries []Entry
}

// An Entry is what stands in a place of a List.
type Entry struct {
	Href string
	Path string // the scope, before the name
	Name string
	Tags string   // what tells it from others of that name
	Text []string // behind the name
}

// key names text j of entry i: 0 is the path, 1 the name, 2 the tags, and the others follow.
func (l *List) key(i, j int) string {
	b := append(make([]byte, 0, 16), l.Key...)
	b = append(strconv.AppendInt(b, int64(i), 10), '.')
	return string(strconv.AppendInt(b, int64(j), 10))
}

// noneKey names what stands there while there is nothing else.
func (l *List) noneKey() string { return l.Key }

// linkKey names the link of entry i.
func (l *List) linkKey(i int) string { return l.Key + strconv.Itoa(i) }

// none is what stands below the heading: nothing if there are entries.
func (l *List) none() string {
	if len(l.Entries) > 0 && l.Entries[0].Name != "" {
		return ""
	}
	return l.None
}

// Fill makes as many places as the list has at any time. Every entry has a text in each column but the first.
func (l *List) Fill(places int) *List {
	l.Entries = append(l.Entries, make([]Entry, max(places-len(l.Entries), 0))...)
	for i := range l.Entries {
		e := &l.Entries[i]
		e.Text = append(e.Text, make([]string, max(len(l.Columns)-1-len(e.Text), 0))...)
	}
	return l
}

func (l *List) component() templ.Component { return list(l) }
func (*List) eachRow(func(*Row))           {}

func (l *List) eachText(f func(Text)) {
	f(l.Note)
	f(Text{l.noneKey(), l.none()})
	for i := range l.Entries {
		e := &l.Entries[i]
		f(Text{l.key(i, 0), e.Path})
		f(Text{l.key(i, 1), e.Name})
		f(Text{l.key(i, 2), e.Tags})
		for j, text := range e.Text {
			f(Text{l.key(i, j+3), text})
		}
	}
}

func (l *List) eachLink(f func(Text)) {
	for i := range l.Entries {
		f(Text{l.linkKey(i), l.Entries[i].Href})
	}
}
