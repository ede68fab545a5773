package browser

import (
	"fmt"

	"github.com/chromedp/chromedp"
)

// Sibling opens another tab, which shares cookies, storage and connections with this one as those of one person do.
func (p *Page) Sibling() (*Page, error) {
	id := chromedp.FromContext(p.ctx).BrowserContextID
	return p.browser.newPage(chromedp.WithExistingBrowserContext(id))
}

// Hide makes the page believe that it is hidden, or is seen again.
func (p *Page) Hide(hidden bool) error {
	return p.Do(fmt.Sprintf(`for (const [name, value] of [["hidden", %t], ["visibilityState", %[1]t ? "hidden" : "visible"]])
		Object.defineProperty(document, name, {configurable: true, get: () => value})
	document.dispatchEvent(new Event("visibilitychange"))`, hidden))
}
