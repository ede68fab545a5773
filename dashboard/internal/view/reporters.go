package view

import (
	"bytes"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/binnacle-go/metrics/dashboard/internal/human"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
	"github.com/binnacle-go/metrics/reporters"
)

const (
	previewBytes = 16 << 10 // of what would be sent that are shown
	previewRules = 200      // series whose rule is shown
)

const startReporter = `runner := reporters.Start(metrics.Default(), graphite.New("graphite:2003", nil), nil)
defer runner.Close(context.Background())`

// reportersPage says how each reporter fares, and what it would send.
func (b *builder) reportersPage(p *page.Page) {
	var running []Reporter
	if !b.past() {
		running = b.moment().reporters
	}
	for i, r := range running {
		p.Blocks = append(p.Blocks, b.reporter(i, r, &b.moment().healths[i])...)
	}
	if len(running) > 0 {
		return
	}
	p.Tables = b.tables(b.within(ownReporters))
	if len(p.Tables) > 0 {
		p.Blocks = append(p.Blocks, &page.Heading{
			Name: "No reporter runs here",
			Text: "These are the books of earlier ones. What one would send is shown while it runs, or when it is among dashboard.Options.Reporters.",
		})
		return
	}
	p.Empty = &page.Empty{
		Heading: "No reporter is started",
		Text:    "A reporter sends what is here to Graphite, StatsD, InfluxDB or a file, and keeps it while they are down. Two lines do it:",
		Code:    startReporter,
	}
}

// ownReporters is the scope in which reporters keep their own series.
const ownReporters = "binnacle/reporters"

// reporter tells of one reporter.
func (b *builder) reporter(i int, r Reporter, h *reporters.Health) []page.Block {
	key := "r" + strconv.Itoa(i)
	out := []page.Block{&page.Heading{Name: page.Visible(h.Reporter)}, &page.Strip{Facts: b.reporterFacts(key, h)}, troubles(key, h)}
	if b.whole {
		shown := preview(r)
		shown.Open = i == 0
		out = append(out, shown)
	}
	return out
}

func (b *builder) reporterFacts(key string, h *reporters.Health) []page.Fact {
	now := b.sample.tick.Total.Time
	state := page.Fact{Key: key, Name: "State", Value: "Delivering"}
	switch {
	case h.Failing:
		state.Value, state.Bad = "Failing", true
	case h.LastSuccess.IsZero():
		state.Value = "Nothing sent yet"
	}
	dropped := page.Fact{
		Key: key + "d", Name: "Dropped", Value: page.Grouped(h.Dropped()), Bad: h.Dropped() > 0,
		Hint: "spool full " + page.Grouped(h.DroppedOverflow) + ", too old " + page.Grouped(h.DroppedAge) + ", at the end " + page.Grouped(h.DroppedShutdown),
	}
	return []page.Fact{
		state,
		{Key: key + "s", Name: "Last success", Value: ago(h.LastSuccess, now)},
		{Key: key + "l", Name: "Lag", Value: human.Duration(h.Lag.Round(time.Second).Seconds()), Hint: "age of the oldest point that waits"},
		{Key: key + "q", Name: "Queued", Value: page.Grouped(h.Queued), Hint: human.Value(float64(h.QueuedBytes), "By") + " as it is kept"},
		{Key: key + "a", Name: "Acknowledged", Value: page.Grouped(h.Acknowledged)},
		{Key: key + "r", Name: "Rejected", Value: page.Grouped(h.Rejected), Bad: h.Rejected > 0, Hint: "points that the backend refused for good"},
		dropped,
		{Key: key + "t", Name: "Attempts", Value: page.Grouped(h.Attempts) + ", " + page.Grouped(h.Failures) + " failed"},
		{Key: key + "k", Name: "Ticks skipped", Value: page.Grouped(h.Skipped), Hint: "what happened then is in the interval that followed"},
	}
}

// troubles are what went wrong with a reporter, by cause.
func troubles(key string, h *reporters.Health) *page.List {
	l := &page.List{ID: "troubles", Key: key + "x", Heading: "Losses and errors", None: "None so far: every point was delivered or waits.", Columns: []string{"What", "How much", "Why"}}
	add := func(n uint64, name, why string) {
		if n > 0 {
			l.Entries = append(l.Entries, page.Entry{Name: name, Text: []string{page.Grouped(n), why}})
		}
	}
	if h.LastError != "" {
		l.Entries = append(l.Entries, page.Entry{Name: "Last error", Text: []string{h.LastErrorTime.Format("15:04:05"), page.Visible(h.LastError)}})
	}
	add(h.Rejected, "Rejected", "the backend refused them for good")
	add(h.DroppedOverflow, "Dropped, spool full", "the oldest had to go: raise reporters.Options.Spool")
	add(h.DroppedAge, "Dropped, too old", "they waited longer than reporters.Options.SpoolAge")
	add(h.DroppedShutdown, "Dropped at the end", "Close gave up before they were delivered")
	add(uint64(h.Collisions), "Renamed", "series whose names would have been the same in the backend")
	if h.SpoolError != "" {
		l.Entries = append(l.Entries, page.Entry{Name: "Not safe on disk", Text: []string{"", page.Visible(h.SpoolError)}})
	}
	return l.Fill(7)
}

// preview is what a reporter would send now, and which rule decided on each series.
func preview(r Reporter) *page.Preview {
	now, err := r.Preview()
	out := &page.Preview{Heading: "What it would send now"}
	if err != nil {
		out.Text = page.Visible(err.Error())
		return out
	}
	out.Text = page.Grouped(now.Points) + " points with the time " + now.Tick.Format(time.DateTime)
	out.Lines, out.More = lines(now.Body)
	for _, d := range now.Decisions[:min(len(now.Decisions), previewRules)] {
		out.Rules = append(out.Rules, ruling(&d))
	}
	out.Left = len(now.Decisions) - len(out.Rules)
	return out
}

// lines are the first ones of what is text.
func lines(body []byte) (shown, more string) {
	if !utf8.Valid(body) {
		return "", human.Value(float64(len(body)), "By") + " that are no text"
	}
	if len(body) <= previewBytes {
		return string(body), ""
	}
	cut := bytes.LastIndexByte(body[:previewBytes], '\n') + 1
	return string(body[:cut]), page.Grouped(uint64(bytes.Count(body[cut:], []byte("\n")))) + " more lines"
}

func ruling(d *reporters.Decision) page.Ruling {
	out := page.Ruling{Series: page.Visible(d.Series), Reported: d.Reported, Rule: page.Visible(d.Rule)}
	if d.Rule == "" {
		out.Rule = "no rule: everything is reported"
	}
	if d.Name != "" {
		out.Name = page.Visible(d.Name) + " by " + page.Visible(d.RenamedBy)
	}
	if d.Clash != "" {
		out.Name = strings.TrimSpace(out.Name + " " + page.Visible(d.Clash))
	}
	return out
}

// ago says how long before now something was.
func ago(at, now time.Time) string {
	if at.IsZero() {
		return "never"
	}
	return Uptime(max(now.Sub(at), 0)) + " ago"
}
