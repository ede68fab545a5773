package view

import (
	"strconv"
	"strings"

	"github.com/binnacle-go/metrics/dashboard/internal/page"
	"github.com/binnacle-go/metrics/dashboard/internal/rank"
)

const (
	mostProblems  = 5
	alarmingScore = 8    // of a rise in errors or latency
	alarmingShare = 0.05 // of calls that fail
	tellingCalls  = 20   // that a share is told of
)

// attention says whether anything is wrong, and where to look.
func (b *builder) attention(s *subject, r ranking) *page.List {
	l := &page.List{
		ID: "attention", Key: "a", Heading: "Look here",
		None:    b.allIsWell(r),
		Columns: []string{"What", "Why"},
	}
	for _, find := range []func() []page.Entry{
		func() []page.Entry { return b.failingCalls(s) },
		func() []page.Entry { return b.worse(r) },
		b.failingReporters, b.failingCallbacks, b.exploding, b.unrecorded,
	} {
		l.Entries = append(l.Entries, find()...)
	}
	l.Entries = l.Entries[:min(len(l.Entries), mostProblems)]
	return l.Fill(mostProblems)
}

// allIsWell says what was looked at when nothing stands out: not reporters where there are none.
func (b *builder) allIsWell(r ranking) string {
	fine := []string{"callbacks answer", "no label explodes"}
	if len(b.moment().healths) > 0 {
		fine = append(fine, "reporters deliver")
	}
	if !r.young {
		fine = append(fine, "errors and latency are as usual")
	}
	last := len(fine) - 1
	out := "Nothing stands out: " + strings.Join(fine[:last], ", ") + " and " + fine[last] + "."
	if r.young {
		out += " Errors and latency have no past yet to compare with."
	}
	return out
}

// failingCalls says so if many of the calls fail that the signals are of.
func (b *builder) failingCalls(s *subject) []page.Entry {
	if s == nil {
		return nil
	}
	all := b.calls(b.sample.window, s.timers)
	share := part(all.Errors, all.Count)
	if all.Count < tellingCalls || !(share >= alarmingShare) {
		return nil
	}
	return []page.Entry{{
		Href: b.more(s).URL(), Name: page.FormShare.Write(share, "") + " of calls fail",
		Text: []string{s.describe() + ", " + page.Grouped(all.Errors) + " of " + page.Grouped(all.Count)},
	}}
}

// worse are the series whose errors or latency have risen far beyond the usual.
func (b *builder) worse(r ranking) []page.Entry {
	var out []page.Entry
	for i := range r.changes {
		c := &r.changes[i]
		if c.What != rank.Errors && c.What != rank.P99 || c.Score < alarmingScore {
			continue
		}
		e := b.change(c)
		why := whats[c.What] + " " + written(c, c.Now) + ", usually " + written(c, c.Before)
		e.Text = []string{why}
		out = append(out, e)
	}
	return out
}

// failingReporters are those that deliver nothing at present.
func (b *builder) failingReporters() []page.Entry {
	var out []page.Entry
	for _, h := range b.moment().healths {
		if h.Failing {
			out = append(out, page.Entry{
				Href: b.place().At("").In(page.Reporters).URL(), Name: page.Visible(h.Reporter) + " does not deliver",
				Text: []string{page.Visible(h.LastError)},
			})
		}
	}
	return out
}

// failingCallbacks are gauges and texts that have no value.
func (b *builder) failingCallbacks() []page.Entry {
	failing, first := 0, -1
	for i := range b.sample.tick.Total.Series {
		if b.series(i).Err != "" {
			if failing++; first < 0 {
				first = i
			}
		}
	}
	if failing == 0 {
		return nil
	}
	x := b.series(first)
	name := "A callback fails"
	if failing > 1 {
		name = strconv.Itoa(failing) + " callbacks fail"
	}
	return []page.Entry{{Href: b.seriesPlace(x).URL(), Name: name, Text: []string{page.Visible(x.Name) + ": " + page.Visible(x.Err)}}}
}

// exploding are families of labelled series that have too many.
func (b *builder) exploding() []page.Entry {
	var out []page.Entry
	for _, o := range b.sample.tick.Total.Overflows {
		why := page.Grouped(o.Refused) + " lookups beyond " + strconv.Itoa(o.Series) + " series"
		if len(o.Labels) > 0 {
			why += "; the label " + page.Visible(o.Labels[0].Key) + " has most values"
		}
		out = append(out, page.Entry{
			Href: b.place().At("").In(page.About).URL(), Name: page.Visible(o.Name) + " has too many labels", Text: []string{why},
		})
	}
	return out
}

// unrecorded says so if the history is not kept as it should be.
func (b *builder) unrecorded() []page.Entry {
	if b.Stats == nil {
		return nil
	}
	var out []page.Entry
	stats := b.moment().stats
	if stats.Box.Err != nil {
		out = append(out, page.Entry{Name: "The black box is not written", Text: []string{page.Visible(stats.Box.Err.Error())}})
	}
	if stats.Untracked > 0 {
		out = append(out, page.Entry{Name: strconv.Itoa(stats.Untracked) + " series have no past", Text: []string{"the history has no room for them: raise history.Options.MaxBytes"}})
	}
	for i := range out {
		out[i].Href = b.place().At("").In(page.About).URL()
	}
	return out
}
