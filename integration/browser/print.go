package browser

import (
	"fmt"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
)

// Medium lays the page out for a medium, "screen" or "print", without printing it.
func (p *Page) Medium(medium string) error {
	_, err := call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: medium})
	return err
}

// Print prints the page, as a PDF.
func (p *Page) Print() ([]byte, error) {
	r, err := call(p, page.PrintToPDF, page.PrintToPDFParams{})
	if err != nil {
		return nil, fmt.Errorf("print: %w", err)
	}
	return r.Data, nil
}
