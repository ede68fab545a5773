package view

import (
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/binnacle-go/metrics/dashboard/internal/human"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
	"github.com/binnacle-go/metrics/history"
)

// Viewers are those who look at a dashboard.
type Viewers struct {
	Streams, MaxStreams int
	Views               int // different ones that are followed
}

// about says what the dashboard itself costs, what has grown too large, and what the program is made of.
func (b *builder) about(p *page.Page) {
	p.Blocks = append(p.Blocks, &page.Heading{Name: "What this costs", Text: "All that measuring, remembering and showing takes of the program."})
	p.Blocks = append(p.Blocks, &page.Strip{Facts: b.costFacts()})
	p.Blocks = append(p.Blocks, b.explodingList())
	if b.Stats != nil {
		p.Blocks = append(p.Blocks, boxBlocks(b.moment().stats.Box)...)
	}
	if !b.past() {
		p.Blocks = append(p.Blocks, &page.Heading{Name: "Versions"}, &page.Strip{Facts: b.versionFacts()})
	}
}

func (b *builder) costFacts() []page.Fact {
	out := []page.Fact{{Key: "series", Name: "Series", Value: page.Grouped(uint64(len(b.sample.tick.Total.Series)))}}
	if b.Stats != nil {
		out = append(out, historyFacts(b.moment().stats)...)
	}
	if b.Viewers != nil {
		v := b.moment().viewers
		out = append(out,
			page.Fact{Key: "streams", Name: "Live streams", Value: strconv.Itoa(v.Streams) + " of " + strconv.Itoa(v.MaxStreams), Hint: "further pages poll"},
			page.Fact{Key: "views", Name: "Views followed", Value: strconv.Itoa(v.Views), Hint: "each is made once a second for all who look at the same"},
		)
	}
	return out
}

// historyFacts say what the past takes.
func historyFacts(s history.Stats) []page.Fact {
	out := []page.Fact{
		{Key: "bytes", Name: "History", Value: human.Value(float64(s.Bytes), "By") + " of " + human.Value(float64(s.MaxBytes), "By"), Hint: "memory that the past takes, and its limit (history.Options.MaxBytes)"},
		{Key: "points", Name: "Points", Value: page.Grouped(s.Points), Hint: "that are remembered of all series"},
		{Key: "cost", Name: "A sample takes", Value: human.Duration(roughly(s.Cost.Seconds())), Hint: "once a second, all included"},
		{Key: "late", Name: "Late samples", Value: page.Grouped(s.Late), Hint: "that tell of more than one step: the program or the machine stood still"},
	}
	if n := s.Coarsened + s.Dropped; n > 0 {
		out = append(out, page.Fact{Key: "lost", Name: "Made room", Value: human.Count(n), Hint: "slots that were coarsened or dropped to stay within the limit"})
	}
	if s.Untracked > 0 {
		out = append(out, page.Fact{Key: "untracked", Name: "Without a past", Value: strconv.Itoa(s.Untracked), Bad: true, Hint: "series that there was no room for"})
	}
	return out
}

const mostExploding = 10

// explodingList names the families that have too many labels, and the label to blame.
func (b *builder) explodingList() *page.List {
	l := &page.List{
		ID: "exploding", Key: "x", Heading: "Labels that explode", None: "None does: every family of labelled series is within its limit.",
		Columns: []string{"Family", "Series", "Counted together", "Values of each label"},
	}
	overflows := b.sample.tick.Total.Overflows
	for _, o := range overflows[:min(len(overflows), mostExploding)] {
		values := ""
		for i, v := range o.Labels {
			if i > 0 {
				values += ", "
			}
			values += page.Visible(v.Key) + " " + page.Grouped(uint64(v.Values))
		}
		path, last := split(o.Name)
		l.Entries = append(l.Entries, page.Entry{
			Href: b.place().At(o.Name).In(page.Overview).URL(), Path: page.Visible(path), Name: page.Visible(last),
			Text: []string{page.Grouped(uint64(o.Series)), page.Grouped(o.Refused), values},
		})
	}
	return l.Fill(mostExploding)
}

const boxCode = `store := history.New(metrics.Default(), &history.Options{Path: "app.binnacle"})
dashboard.New(metrics.Default(), &dashboard.Options{History: store})`

// boxBlocks tell of the file that the history is kept in.
func boxBlocks(box history.Box) []page.Block {
	h := &page.Heading{Name: "Black box"}
	if box.Path == "" {
		h.Text = "The history is kept in memory only. With a file, it survives the end of the program:"
		return []page.Block{h, &page.Listing{Lines: boxCode}}
	}
	facts := append([]page.Fact{{Name: "File", Value: page.Visible(box.Path)}}, boxFact(box)...)
	facts[1].Name = "State"
	if !facts[1].Bad {
		facts[1].Hint = "intact, and written once a second"
	} else {
		h.Text = facts[1].Hint
	}
	return []page.Block{h, &page.Strip{Facts: facts}}
}

// versionFacts say what the program was built from.
func (b *builder) versionFacts() []page.Fact {
	out := []page.Fact{{Name: "Go", Value: runtime.Version()}, {Name: "Platform", Value: runtime.GOOS + "/" + runtime.GOARCH}}
	if b.Version != "" {
		out = append(out, page.Fact{Name: "Binnacle", Value: page.Visible(b.Version)})
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return out
	}
	out = append(out, page.Fact{Name: "Program", Value: page.Visible(strings.TrimSuffix(info.Main.Path+" "+info.Main.Version, " (devel)"))})
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			out = append(out, page.Fact{Name: "Revision", Value: page.Visible(s.Value[:min(len(s.Value), 12)])})
		case "vcs.time":
			out = append(out, page.Fact{Name: "Of", Value: page.Visible(s.Value)})
		}
	}
	return append(out, page.Fact{Key: "started", Name: "Since", Value: b.in(b.sample.tick.Total.Start).Format(time.DateTime)})
}
