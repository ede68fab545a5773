package view

import (
	"cmp"
	"slices"

	"github.com/binnacle-go/metrics/dashboard/internal/human"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
)

const (
	mostFailing = 5  // on the overview
	mostErrors  = 20 // on the page of errors
)

// failing are the selected timers that counted errors in the window, those with most of them first.
func (b *builder) failing() []int {
	var out []int
	errors := func(i int) uint64 { return b.sample.in(b.sample.window, i).Errors }
	for _, i := range b.selected {
		if errors(i) > 0 {
			out = append(out, i)
		}
	}
	slices.SortStableFunc(out, func(i, j int) int { return cmp.Compare(errors(j), errors(i)) })
	return out
}

// errorList names the timers that failed, and the error that one of their slow calls ended with.
func (b *builder) errorList(most int) *page.List {
	l := &page.List{
		ID: "errors", Key: "e", Heading: "Failing", Note: b.windowNote(),
		None:    "No timer has counted an error in this time.",
		Columns: []string{"Timer", "Errors", "Share", "An error"},
	}
	failing := b.failing()
	for _, i := range failing[:min(len(failing), most)] {
		l.Entries = append(l.Entries, b.errorEntry(i))
	}
	return l.Fill(most)
}

func (b *builder) errorEntry(i int) page.Entry {
	x, w := b.series(i), b.sample.in(b.sample.window, i)
	return b.entry(x, page.Grouped(w.Errors), human.Share(part(w.Errors, w.Count)), b.lastError(i))
}

// noError says why the text of an error may be missing.
const noError = "not kept: no call that failed was among the slow ones"

// lastError is the error of the call that ended last among the slow ones of a series.
func (b *builder) lastError(i int) string {
	calls, last := b.series(i).Slow, -1
	for j := range calls {
		if calls[j].Err != "" && (last < 0 || calls[j].End.After(calls[last].End)) {
			last = j
		}
	}
	if last < 0 {
		return noError
	}
	return page.Visible(calls[last].Err)
}
