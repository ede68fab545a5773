package main

import (
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/binnacle-go/metrics/integration/browser"
)

func write(w io.Writer, p pages, s server) {
	fmt.Fprint(w, `### In the browser

A headless Chromium under the strict Content-Security-Policy, at 1400 by 900 pixels. Ten updates a second stand for ten
seconds, so that a figure for a second is that of one update. Main thread is the time that the processor spends on the
page's main thread, of all tasks. statsviz is at its defaults: it plots the runtime's own metrics, and serves nothing
compressed; it is the other page of this kind that a Go program can have. What else a machine does makes all times
longer, those of statsviz too: ratios carry over, times do not.

| | limit | this library | statsviz | ratio |
|---|--:|--:|--:|--:|
`)
	a, b := p.sixty, p.statsviz
	row := func(what, limit, format string, x, y float64) {
		fmt.Fprintf(w, "| %s | %s | "+format+" | "+format+" | %.3g |\n", what, limit, x, y, x/y)
	}
	row("first load, compressed, KB", "20", "%.1f", kb(a.LoadedWith.Packed), kb(b.LoadedWith.Packed))
	row("first load, raw, KB", "60", "%.1f", kb(a.LoadedWith.Raw), kb(b.LoadedWith.Raw))
	row("first load, requests", "4", "%.0f", float64(a.LoadedWith.Requests), float64(b.LoadedWith.Requests))
	row("live, bytes a second", "600", "%.0f", float64(a.Bytes), float64(b.Bytes))
	row("main thread, ms a second", "20", "%.1f", ms(a.Main), ms(b.Main))
	row("nodes", "", "%.0f", float64(a.Nodes), float64(b.Nodes))
	fmt.Fprint(w, `
This library's page shows 60 series there, all of which change every second. Its other pages:

| | limit | measured |
|---|--:|--:|
`)
	single := func(what, limit, format string, x float64) {
		fmt.Fprintf(w, "| %s | %s | "+format+" |\n", what, limit, x)
	}
	single("page of a timer, first load, compressed, KB", "45", "%.1f", kb(p.metric.LoadedWith.Packed))
	single("page of a timer, main thread, ms a second", "", "%.1f", ms(p.metric.Main))
	single("500 series listed, main thread, ms a second", "30", "%.1f", ms(p.fiveHundred.Main))
	single("500 series listed, longest task, ms (0: none over 50)", "50", "%.0f", longest(p.fiveHundred))
	single("500 series listed, bytes a second", "", "%.0f", float64(p.fiveHundred.Bytes))
	single("open for an hour, growth of the heap, MB", "10", "%.2f", kb(p.hour.MoreHeap)/1024)
	single("open for an hour, more nodes", "0", "%.0f", float64(p.hour.MoreNodes))
	fmt.Fprint(w, `
### On the server

The middle of some answers of the handler, without a network: time of the processor on the thread that answers. The first
view of a sample moves the windows of time that all views show. What it pays for them the others do not.

| | limit | measured, ms |
|---|--:|--:|
`)
	single("60 series: an update of the first view that is asked for", "0.1", "%.3f", ms(s.tick))
	single("60 series: an update of each of ten further views", "0.1", "%.3f", ms(s.tickOther))
	single("60 series: the same update for each further viewer", "", "%.3f", ms(s.tickCrowd))
	single("10,000 series: open the overview", "300", "%.1f", ms(s.overview))
	single("10,000 series: search", "100", "%.1f", ms(s.search))
	single("10,000 series: an update of the overview", "", "%.1f", ms(s.tickAmong))
	single("10,000 series: an update of a search as the second view", "", "%.1f", ms(s.tickSearch))
}

func kb(bytes int) float64               { return float64(bytes) / 1024 }
func ms(d time.Duration) float64         { return float64(d) / float64(time.Millisecond) }
func longest(f browser.Followed) float64 { return slices.Max(append(f.LongTasks, 0)) }
