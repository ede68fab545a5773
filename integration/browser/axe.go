package browser

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/chromedp/chromedp"
)

// axe is axe-core, which looks for faults in accessibility. axe/VERSION says which it is.
//
//go:embed axe/axe.min.js
var axe string

// A Violation is a rule of axe-core that a page breaks.
type Violation struct {
	ID, Help string
	Nodes    []string // the markup of what breaks it, and why
}

func (v Violation) String() string {
	return fmt.Sprintf("%s (%s)\n\t%s", v.ID, v.Help, strings.Join(v.Nodes, "\n\t"))
}

const runAxe = `axe.run(document, {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}}).then(r => r.violations.map(v => ({
	ID: v.id, Help: v.help, Nodes: v.nodes.slice(0, 5).map(n => n.html.slice(0, 200) + "  " + n.failureSummary.replace(/\s+/g, " ")),
})))`

// Violations returns all of axe-core's rules that the page breaks. DevTools brings axe-core in, so that the page's own
// policy stays as it is.
func (p *Page) Violations() ([]Violation, error) {
	if err := p.Do(axe + "\n;0"); err != nil {
		return nil, err
	}
	return run(p, chromedp.Evaluate[[]Violation](runAxe, chromedp.EvalAwaitPromise))
}

// Do runs JavaScript in the page and waits for the promise that it may return.
func (p *Page) Do(script string) error {
	if _, err := run(p, chromedp.Evaluate[chromedp.Void](script, chromedp.EvalAwaitPromise)); err != nil {
		return fmt.Errorf("run %.100q: %w", script, err)
	}
	return nil
}
