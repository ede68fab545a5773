package view

import (
	"time"

	"github.com/binnacle-go/metrics/dashboard/internal/page"
)

// ranges are those that a page offers.
var ranges = []string{"1m", "5m", "15m", "1h", "24h", "all"}

// ownRange is the range of a page that was asked for none.
func (b *builder) ownRange() string {
	if b.alone() {
		return ranges[1]
	}
	return ranges[0]
}

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
	case Uptime(length) == "1 min":
		return "last minute"
	}
	return "last " + Uptime(length)
}
