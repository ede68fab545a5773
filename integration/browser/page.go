package browser

import (
	"context"
	"fmt"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// A Page is a tab with cookies, storage and cache of its own. Its methods are for one goroutine.
type Page struct {
	browser *Browser
	ctx     context.Context
	cancel  context.CancelFunc
	faults  *recorder
}

// NewPage opens an empty page. Close closes it.
func (b *Browser) NewPage() (*Page, error) { return b.newPage(chromedp.WithNewBrowserContext()) }

func (b *Browser) newPage(of chromedp.ContextOption) (*Page, error) {
	rec := &recorder{}
	ctx, cancel := chromedp.NewContext(b.ctx, of, chromedp.WithListener(rec.event))
	p := &Page{browser: b, ctx: ctx, cancel: cancel, faults: rec}
	if err := chromedp.Do(ctx); err != nil { // a tab lives as long as the context of its first action
		cancel()
		return nil, fmt.Errorf("open a page: %w", err)
	}
	if err := p.watch(); err != nil {
		cancel()
		return nil, fmt.Errorf("watch a page: %w", err)
	}
	return p, nil
}

// watch asks for the reports that are not sent unasked.
func (p *Page) watch() error {
	if _, err := call(p, audits.Enable, cdp.Empty{}); err != nil {
		return err
	}
	_, err := call(p, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: reportViolations})
	return err
}

// call runs one command of the DevTools protocol.
func call[P, R any](p *Page, cmd cdp.Command[P, R], params P) (R, error) {
	ctx, cancel := context.WithTimeout(p.ctx, limit)
	defer cancel()
	return chromedp.Call(ctx, cmd, params)
}

// run runs one action and returns its value.
func run[T any](p *Page, action chromedp.Action[T]) (T, error) {
	ctx, cancel := context.WithTimeout(p.ctx, limit)
	defer cancel()
	return chromedp.Run(ctx, action)
}

// Close closes the page.
func (p *Page) Close() { p.cancel() }

// Open goes to a URL, waits until it has loaded, and returns the HTTP status.
func (p *Page) Open(url string) (int, error) {
	resp, err := run(p, chromedp.NavigateResponse(url))
	if err != nil {
		return 0, fmt.Errorf("open %s: %w", url, err)
	}
	return int(resp.Status), nil
}

// Viewport sets the size of the page in CSS pixels.
func (p *Page) Viewport(width, height int) error {
	_, err := run(p, chromedp.EmulateViewport(int64(width), int64(height)))
	return err
}

// Scheme sets the colour scheme that the page is asked for: "light" or "dark".
func (p *Page) Scheme(scheme string) error {
	_, err := call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	})
	return err
}

// DisableScript makes the page do without JavaScript, from the next Open on.
func (p *Page) DisableScript() error {
	_, err := call(p, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	return err
}

// Press presses keys, such as "j" or kb.Tab, one after the other.
func (p *Page) Press(keys string) error {
	_, err := run(p, chromedp.KeyEvent(keys))
	return err
}

// Screenshot returns a PNG of the whole page, also of what lies below the viewport.
func (p *Page) Screenshot() ([]byte, error) {
	return run(p, chromedp.FullScreenshot(100))
}

// Eval evaluates a JavaScript expression in the page. The page's Content-Security-Policy does not hold for it.
func Eval[T any](p *Page, expr string) (T, error) {
	v, err := run(p, chromedp.Evaluate[T](expr))
	if err != nil {
		return v, fmt.Errorf("evaluate %.100q: %w", expr, err)
	}
	return v, nil
}
