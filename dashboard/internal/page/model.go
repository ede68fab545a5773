// Package page writes the dashboard's pages: models go in, HTML comes out. It knows nothing of registries or requests.
package page

import (
	"strconv"
	"time"
)

// A Page is all that one answer shows.
type Page struct {
	Title   string // of the program
	Heading string // of this page, also in the window's title
	Assets  Assets
	Version string // of this library
	Base    string // the URL of the dashboard as far as the server knows it, without a query
	Place   Place

	Time    time.Time // of the data
	Saved   *Saved    // nil unless the page is a file
	Live    *Live     // nil: nothing on the page changes
	Crumbs  []Crumb
	Ranges  []string // that can be chosen, as Place.Range
	Range   string   // of them, the one of a page that was asked for none
	Past    string   // of which time in the past the page is; empty for the present
	Match   string   // how much of everything is shown, when it is not everything
	Lead    Block    // stands before the facts
	Facts   []Fact
	Blocks  []Block
	Detail  *Detail
	Tables  []Table
	Pager   *Pager // of the tables
	Empty   *Empty
	Problem *Problem

	rows  []*Row
	known *said
}

// Assets are the URLs of what a page refers to.
type Assets struct {
	Style, Script             string
	MoreStyle                 string // of pages other than the overview
	Keys, KeysStyle           string // loaded when the first single key is pressed
	Exact                     string // loaded when the pointer first rests on a row
	Heat                      string // loaded when a map of cells is first pointed at
	MetricStyle, MetricScript string // only on the page of one series
}

// plain reports whether the page needs no style but that of every page.
func (p *Page) plain() bool { return p.Place.View == Overview && p.Problem == nil }

// shows reports whether the page is of one of its Ranges.
func (p *Page) shows(r string) bool {
	return r == p.Place.Range || p.Place.Range == "" && p.Place.From == "" && r == p.Range
}

// Live is what the script needs to follow the data.
type Live struct {
	N     uint64        // the number of the sample that is shown
	Step  time.Duration // from sample to sample
	Rows  uint32        // changes whenever the page has to be made anew
	Slot  uint64        // samples that one place of a sparkline covers
	Slots int           // places of a sparkline
}

func (l *Live) rows() string { return strconv.FormatUint(uint64(l.Rows), 36) }

// A Crumb is a step on the way from the root to what is shown.
type Crumb struct {
	Name string
	Href string
}

// A Fact is an entry of the strip that says how the program and its registry fare.
type Fact struct {
	Key   string // by which live updates name it
	Name  string
	Value string
	Hint  string
	Bad   bool
	Href  string // of where there is more
}

// A Table is a section of rows of one sort.
type Table struct {
	ID      string // "latency", "rates", "gauges", "sizes", "states", "texts" or "scopes"
	Heading string
	Note    Text
	Name    string // heads the first column
	First   Column // how the rows are ordered by the first column, if they can be
	Unit    string // of all rows that have none of their own
	Columns []Column
	Chart   string // heads the column of sparklines; empty when there is none
	Rows    []*Row // several pages may have the same ones
	More    *More
}

// A Column heads the cells of one place in the rows.
type Column struct {
	Name string
	Form Form
	Href string // of the same rows ordered by it; empty if they cannot be
	Sort string // as aria-sort has it, when the rows are ordered by it
}

// More says what a table leaves out, and where it is.
type More struct {
	Count int
	Href  string
	Text  string // instead of the count
}

// A Pager says which rows of many are shown, and leads to the others.
type Pager struct {
	From, To, All  int
	Before, Behind string // URLs, empty where there are none
}

func (p *Pager) text() string {
	return "Rows " + strconv.Itoa(p.From) + " to " + strconv.Itoa(p.To) + " of " + strconv.Itoa(p.All)
}

func (m *More) text() string {
	if m.Text != "" {
		return m.Text
	}
	return strconv.Itoa(m.Count) + " more in the tree"
}

// A Row shows one series, or a scope.
type Row struct {
	Index  int    // places it among the rows of a page; see [Page.Rows]
	ID     string // of the series, empty for a scope
	Path   string // the scope, with a slash behind it
	Name   string // the last component
	Href   string
	Chips  []string
	Help   string
	Unit   string  // when it is not the table's
	Note   string  // what is wrong with it
	Text   *string // texts and states: what it says
	Cells  []Cell
	Shares []Share
	Spark  *Spark

	encoded
}

// encoded is how a row that several pages show changes, as it is written once for all of them.
type encoded struct {
	name, since uint64 // of the row and of the one before; zero for none
	change      []byte // from that one
}

// A Share is the part of its time that something spent in one state.
type Share struct {
	Name    string
	Percent int
}

// A Text is a text that live updates may replace.
type Text struct {
	Key   string
	Value string
}

// Empty explains why there is nothing to see.
type Empty struct {
	Heading string
	Text    string
	Code    string
}

// A Problem is the answer to a request that could not be served.
type Problem struct {
	Heading string
	Text    string
	Query   string // what was asked for, when that is what is wrong
	Mark    string // spaces, and a caret under the place
}
