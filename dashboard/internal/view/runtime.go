package view

import (
	"strings"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
)

// runtimeGroups are the series of package runtimemetrics by what they tell of, in the order in which one looks.
var runtimeGroups = []struct {
	id, heading, explained string
	series                 []string
}{
	{"heap", "Heap", "How much memory the program's values take, and how much comes and goes.",
		[]string{"heap/live", "heap/used", "heap/goal", "heap/idle", "heap/released", "heap/allocated", "heap/allocations", "memory/used", "memory/limit"}},
	{"gc", "Garbage collection", "How often memory is reclaimed, and what that costs.",
		[]string{"gc/cycles", "gc/pauses", "cpu"}},
	{"scheduler", "Scheduler", "Whether there are processors enough for what is to be done.",
		[]string{"scheduler/latency", "scheduler/gomaxprocs", "scheduler/threads", "mutex/waiting"}},
	{"goroutines", "Goroutines", "How many things are going on at a time, and what they wait for.",
		[]string{"goroutines", "scheduler/goroutines", "scheduler/starts"}},
	{"process", "Process", "What the operating system says of the program.", []string{"process"}},
	{"measuring", "Measuring", "What it costs to read all this.", []string{"reading_time"}},
	{"build", "Build", "What the program was built from.", []string{"build", "go", "module", "revision"}},
}

const registerRuntime = `runtimemetrics.Register(metrics.Default().Scope)`

// runtimePage shows the runtime's series in groups.
func (b *builder) runtimePage(p *page.Page) {
	for _, g := range runtimeGroups {
		t := page.Table{
			ID: "runtime " + g.id, Heading: g.heading, Note: page.Text{Value: g.explained}, Name: "What",
			Columns: []page.Column{{Name: "Now"}}, Chart: b.reach(),
		}
		for _, name := range g.series {
			for _, i := range b.ofRuntime(name) {
				t.Rows = append(t.Rows, b.plainRow(i))
			}
		}
		explainOnce(t.Rows)
		if len(t.Rows) > 0 {
			p.Tables = append(p.Tables, t)
		}
	}
	if len(p.Tables) == 0 {
		p.Empty = &page.Empty{
			Heading: "The runtime is not measured",
			Text:    "Package runtimemetrics reads what the Go runtime tells of itself: heap, garbage collection, scheduler and goroutines. One line does it:",
			Code:    registerRuntime,
		}
	}
}

// ofRuntime returns the series of a name, or below it, in the runtime's scope.
func (b *builder) ofRuntime(name string) []int {
	var out []int
	for _, i := range b.selected {
		_, inside, ok := cutScope(b.series(i).Name, "runtime")
		if ok && under(inside, name) {
			out = append(out, i)
		}
	}
	return out
}

// cutScope cuts a name around a scope of that name, wherever it lies.
func cutScope(name, scope string) (before, inside string, ok bool) {
	if inside, ok = strings.CutPrefix(name, scope+"/"); ok {
		return "", inside, true
	}
	return strings.Cut(name, "/"+scope+"/")
}

// plainRow shows the one number that tells most about a series, and what it means.
func (b *builder) plainRow(i int) *page.Row {
	x := b.series(i)
	row := &page.Row{Index: i, Unit: unit(x), Note: b.note(i)}
	switch x.Kind {
	case metrics.KindTimer, metrics.KindHistogram:
		row.Cells = []page.Cell{{Now: true, Value: b.sample.in(b.sample.window, i).Dist.Quantile(0.99)}}
	case metrics.KindCounter, metrics.KindMeter:
		row.Cells = []page.Cell{{Form: page.FormFlow, Now: true, Drawn: true, Value: b.present(i)}}
	case metrics.KindGauge:
		cell := page.Cell{Now: true, Drawn: true, Value: x.Value}
		if x.Unit == "1" {
			cell.Form = page.FormPart
		}
		row.Cells = []page.Cell{cell}
	default:
		row.Text = says(x)
	}
	if charted(x.Kind) {
		row.Spark = b.spark(i, page.Small)
	}
	if b.whole {
		b.name(row, x)
		_, inside, _ := cutScope(x.Name, "runtime")
		path, last := split(inside)
		row.Path, row.Name = page.Visible(path), page.Visible(last)
		if x.Kind == metrics.KindTimer {
			row.Chips = append(row.Chips, "p99")
		}
	}
	return row
}
