package view

import (
	"math"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/human"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
	"github.com/binnacle-go/metrics/history"
)

// facts say how the program and its registry fare.
func (b *builder) facts() []page.Fact {
	total := b.sample.tick.Total
	overflowing, failing := 0, 0
	for i := range total.Series {
		if total.Series[i].Label("overflow") == "true" {
			overflowing++
		}
		if total.Series[i].Err != "" {
			failing++
		}
	}
	out := []page.Fact{
		b.lifetime(total.Time.Sub(total.Start)),
		{Key: "series", Name: "Series", Value: page.Grouped(uint64(len(total.Series))), Href: b.link(b.place().At("").In(page.Tree))},
		{
			Key: "overflow", Name: "Overflowing", Value: strconv.Itoa(overflowing), Bad: overflowing > 0,
			Hint: "families with too many labels: what is new in them is counted together", Href: b.link(b.place().At("").In(page.About)),
		}, {
			Key: "failing", Name: "Failing callbacks", Value: strconv.Itoa(failing), Bad: failing > 0,
			Hint: "gauges and texts whose function panicked or did not return",
		},
	}
	if b.From != "" {
		out = out[1:] // the range says how long it is
	}
	if !b.past() {
		out = append(out, b.processFacts()...)
	}
	if b.Stats != nil {
		out = append(out, boxFact(b.moment().stats.Box)...)
	}
	if labels := labelText(b.common()); labels != "" {
		out = append(out, page.Fact{Key: "labels", Name: "Labels", Value: labels, Hint: "of all series"})
	}
	return out
}

// processFacts are those of this very process.
func (b *builder) processFacts() []page.Fact {
	out := []page.Fact{
		b.reportersFact(),
		{Key: "monitors", Name: "Monitors", Value: "none", Href: b.link(b.place().At("").In(page.Monitors))},
		{Key: "goroutines", Name: "Goroutines", Value: page.Grouped(uint64(b.moment().goroutines)), Href: b.link(b.place().At("").In(page.Runtime))},
	}
	if b.Stats != nil {
		out = append(out, page.Fact{
			Key: "cost", Name: "Own cost", Value: human.Duration(roughly(b.moment().stats.Cost.Seconds())),
			Hint: "time that the latest sample of all series took", Href: b.link(b.place().At("").In(page.About)),
		})
	}
	return append(out, page.Fact{Key: "go", Name: "Build", Value: build(), Hint: "version of the program, and of Go"})
}

// roughly keeps the first digit of a number that varies all the time.
func roughly(v float64) float64 {
	if v == 0 {
		return 0
	}
	unit := math.Pow(10, math.Floor(math.Log10(v)))
	return math.Round(v/unit) * unit
}

// reportersFact says how many reporters deliver.
func (b *builder) reportersFact() page.Fact {
	f := page.Fact{Key: "reporters", Name: "Reporters", Value: "none", Href: b.link(b.place().At("").In(page.Reporters))}
	healths := b.moment().healths
	failing := 0
	for _, h := range healths {
		if h.Failing {
			failing++
		}
	}
	switch {
	case failing > 0:
		f.Value, f.Bad = strconv.Itoa(failing)+" of "+strconv.Itoa(len(healths))+" failing", true
	case len(healths) > 0:
		f.Value = strconv.Itoa(len(healths)) + " delivering"
	}
	return f
}

// build is what the program was built from, as briefly as it can be said.
var build = sync.OnceValue(func() string {
	version := strings.TrimPrefix(runtime.Version(), "go")
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "Go " + version
	}
	revision := info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			revision = s.Value[:min(len(s.Value), 8)]
		}
	}
	if revision == "" || revision == "(devel)" {
		return "Go " + version
	}
	return page.Visible(revision) + ", Go " + version
})

// lifetime says how long the totals are of.
func (b *builder) lifetime(d time.Duration) page.Fact {
	if b.Ended {
		return page.Fact{Key: "up", Name: "Recorded", Value: Uptime(d), Hint: "from the oldest to the newest sample that is kept"}
	}
	return page.Fact{Key: "up", Name: "Up for", Value: Uptime(d), Hint: "since the registry was made"}
}

// boxFact says how the file fares that the history is kept in.
func boxFact(box history.Box) []page.Fact {
	if box.Path == "" {
		return nil
	}
	f := page.Fact{Key: "box", Name: "Black box", Value: human.Value(float64(box.Bytes), "By"), Hint: page.Visible(box.Path)}
	switch {
	case box.Err != nil:
		f.Value, f.Hint, f.Bad = "Not written", page.Visible(box.Err.Error()), true
	case box.Damage != nil:
		f.Value, f.Hint, f.Bad = "Was damaged", page.Visible(box.Damage.Error()), true
	}
	return []page.Fact{f}
}

func labelText(labels []metrics.Label) string {
	var out []string
	for _, l := range labels {
		out = append(out, page.Visible(l.Key)+"="+page.Visible(l.Value))
	}
	return strings.Join(out, " ")
}

// Uptime writes how long something has lasted in its two largest units.
func Uptime(d time.Duration) string {
	seconds := int64(d.Seconds())
	units := []struct {
		size int64
		name string
	}{{86400, "d"}, {3600, "h"}, {60, "min"}, {1, "s"}}
	for i, u := range units {
		if n := seconds / u.size; n > 0 || u.size == 1 {
			out := strconv.FormatInt(n, 10) + " " + u.name
			if rest := seconds % u.size; i < 2 && rest >= units[i+1].size {
				out += " " + strconv.FormatInt(rest/units[i+1].size, 10) + " " + units[i+1].name
			}
			return out
		}
	}
	return ""
}
