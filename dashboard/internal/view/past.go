package view

import (
	"time"

	"github.com/binnacle-go/metrics/dashboard/internal/page"
)

// ranges are those that a page offers. The first is that of a page which was asked for none.
var ranges = []string{"1m", "5m", "15m", "1h", "24h"}

// past reports whether the page is of a time that is over: nothing on it changes.
func (v *View) past() bool { return v.From != "" || v.Ended }

// pastNote says of which time in the past the page is.
func (b *builder) pastNote() string {
	const form = "2 Jan 2006, 15:04:05"
	window := b.sample.window
	switch end := window.Time.UTC().Format(form + " MST"); {
	case b.From != "":
		return "From " + window.Start.UTC().Format(form) + " to " + end
	case b.Ended:
		return "Recorded until " + end
	}
	return ""
}

// chartEnds say when charts begin and end.
func (b *builder) chartEnds() (begin, end string) {
	length := time.Duration(b.slots.count) * b.slots.length
	if !b.past() {
		return Uptime(length) + " ago", "now"
	}
	last := b.slots.end.UTC()
	first, form := last.Add(-length), "15:04:05"
	if first.YearDay() != last.YearDay() {
		form = "2 Jan 15:04:05"
	}
	return first.Format(form), last.Format(form + " MST")
}

// onlyRange leaves of the statistics those of the range: of a range in the past there are no others.
func (b *builder) onlyRange(d *page.Detail) {
	if b.From == "" {
		return
	}
	d.Ranges = d.Ranges[:1]
	for i := range d.Stats {
		if values := d.Stats[i].Values; len(values) > 1 {
			d.Stats[i].Values = values[:1]
		}
	}
}

// lifeName says what totals are of.
func (b *builder) lifeName() string {
	if b.Ended {
		return "all that is recorded"
	}
	return "since the start"
}

// windowName says how long the range of the page is, and that it lies in the past if it does.
func (b *builder) windowName(length time.Duration) string {
	switch {
	case b.From != "":
		return Uptime(length) + " in the past"
	case length.Round(time.Second) == time.Minute:
		return "last minute"
	}
	return "last " + Uptime(length)
}
