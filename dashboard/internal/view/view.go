// Package view makes the models of pages from the history of a registry.
package view

import (
	"sync"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
	"github.com/binnacle-go/metrics/history"
)

// A View is what a page shows: a selection of the series, arranged in some way. It does not change.
type View struct {
	Name   string // one of page.Tabs
	Path   string
	Query  string
	Filter *metrics.Query // Query, parsed
	Range  string         // as it was asked for; empty for the default
	Span   time.Duration  // Range, parsed
	From   string         // the absolute range is from here on; empty when there is none
	To     string         // up to here; empty for the last sample
	Ended  bool           // there will be no more samples
	Sort   string         // what rows are ordered by; see page.Place
	Skip   int            // rows before the first one that is shown
	UTC    bool

	// Compare says which earlier range that of the page is compared with: empty for none, [Previous], or Shift as it
	// was asked for.
	Compare string
	Shift   time.Duration

	Stats     func() history.Stats // of the history; nil if it has none
	Rankings  *Rankings            // shared by all views of a registry; may be nil
	Shared    *Shared              // by all live views of a registry; may be nil
	Viewers   func() Viewers       // may be nil
	Version   string               // of this library
	Reporters func() []Reporter    // that send the registry's series somewhere; may be nil
	// Cells says that maps are to tell what is in each of their cells.
	Cells bool
	// Samples returns what a series of a snapshot is in forms for machines; nil for none.
	Samples func(*metrics.Snapshot, *metrics.Series) []page.Sample
}

// Page makes the model of the whole page at the latest sample.
func (v *View) Page(r history.Reader) *page.Page {
	b := v.builder(r)
	b.whole, b.places = true, b.slots.count
	return b.page()
}

// Update makes the model of what may have changed after a sample: rows without what names and explains them, and
// sparklines of the places that are new or were not complete at that sample.
func (v *View) Update(r history.Reader, after uint64) *page.Page {
	b := v.builder(r)
	b.places = b.slots.after(after)
	return b.page()
}

// Now makes the model of the latest sample alone.
func (v *View) Now(r history.Reader) *page.Page { return v.builder(r).page() }

// builder makes one model.
type builder struct {
	*View
	reader   history.Reader
	sample   sample
	slots    slots
	selected []int // places in the sample of the series that the view selects
	whole    bool
	places   int // of the sparklines, the newest ones
	common   func() []metrics.Label
	read     *moment // once it has been
}

func (v *View) builder(r history.Reader) *builder {
	b := &builder{View: v, reader: r, sample: take(r, v.Span), places: 1}
	b.common = sync.OnceValue(func() []metrics.Label { return commonLabels(b.sample.tick.Total) })
	b.slots = slotsOf(r, b.sample.tick, v.Span)
	b.selected = b.selection()
	if b.alone() && v.Span == 0 { // its statistics are those of its charts
		b.sample = take(r, sparkTime)
		b.selected = b.selection()
	}
	return b
}

func (b *builder) page() *page.Page {
	p := &page.Page{
		Place: b.place(),
		Time:  b.in(b.slots.end),
	}
	if b.whole {
		b.describe(p)
	}
	b.arrange(p)
	rows := b.version(b.number(p.Rows()))
	if !b.past() {
		p.Live = &page.Live{N: b.sample.tick.N, Step: b.slots.step, Rows: rows, Slot: b.slots.samples, Slots: b.slots.count}
	}
	return p
}

// number returns the places of rows in the sample, whose order does not change while the rows do not, and gives those of a
// whole page the short indexes by which updates name them.
func (b *builder) number(rows []*page.Row) []int {
	places := make([]int, len(rows))
	for i, r := range rows {
		places[i] = r.Index
		if b.whole {
			r.Index = i
		}
	}
	return places
}

// link leads to a place, on a whole page: it does not change on one that somebody follows.
func (b *builder) link(to page.Place) string {
	if !b.whole {
		return ""
	}
	return to.URL()
}

func (b *builder) place() page.Place {
	return page.Place{
		View: b.Name, Path: b.Path, Query: b.Query, Range: b.Range, From: b.From, To: b.To, Sort: b.Sort, Skip: b.Skip, UTC: b.UTC,
		Compare: b.Compare,
	}
}
