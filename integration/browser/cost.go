package browser

import (
	"fmt"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/performance"
)

// A Cost is what a page has cost so far.
type Cost struct {
	Main  time.Duration // that the processor spent on the page's main thread
	Nodes int           // of the DOM
	Heap  int           // bytes that scripts hold, garbage left out
	Bytes int           // that came over the network, without headers
}

// Cost collects garbage and returns what the page has cost. Only differences of Main tell something.
func (p *Page) Cost() (Cost, error) {
	if _, err := call(p, performance.Enable, performance.EnableParams{TimeDomain: performance.EnableTimeDomainThreadTicks}); err != nil {
		return Cost{}, fmt.Errorf("measure the page: %w", err)
	}
	if _, err := call(p, heapprofiler.CollectGarbage, cdp.Empty{}); err != nil {
		return Cost{}, fmt.Errorf("collect garbage: %w", err)
	}
	return p.cost()
}

// cost is the Cost with garbage.
func (p *Page) cost() (Cost, error) {
	found, err := call(p, performance.GetMetrics, cdp.Empty{})
	if err != nil {
		return Cost{}, fmt.Errorf("measure the page: %w", err)
	}
	c := Cost{Bytes: p.faults.received()}
	for _, m := range found.Metrics {
		switch m.Name {
		case "TaskDuration":
			c.Main = time.Duration(m.Value * float64(time.Second))
		case "Nodes":
			c.Nodes = int(m.Value)
		case "JSHeapUsedSize":
			c.Heap = int(m.Value)
		}
	}
	return c, nil
}

// A Load is what a page loaded until now, without streams and polls: numbers of requests and bytes of bodies.
type Load struct{ Requests, Packed, Raw int }

// Load returns what the page has loaded.
func (p *Page) Load() (Load, error) {
	return Eval[Load](p, `[...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
		.filter(e => !e.name.startsWith("data:") && !e.name.includes("live="))
		.reduce((sum, e) => ({
			Requests: sum.Requests + 1,
			Packed: sum.Packed + e.encodedBodySize,
			Raw: sum.Raw + e.decodedBodySize,
		}), {Requests: 0, Packed: 0, Raw: 0})`)
}

// CountLongTasks makes the page count its tasks of more than 50 ms from now on.
func (p *Page) CountLongTasks() error {
	return p.Do(`window.longTasks = []
		new PerformanceObserver(list => longTasks.push(...list.getEntries().map(e => e.duration))).observe({type: "longtask"})`)
}

// LongTasks returns how long those tasks took, in milliseconds.
func (p *Page) LongTasks() ([]float64, error) { return Eval[[]float64](p, "longTasks") }
