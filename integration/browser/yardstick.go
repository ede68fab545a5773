package browser

import (
	"fmt"
	"time"
)

// plainWork changes a table of plain rows and lines some times, and lets each change be seen.
const plainWork = `(async () => {
	const rows = Array.from({length: 200}, () => {
		const row = document.body.appendChild(document.createElement("div"))
		const line = row.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "svg"))
		line.setAttribute("viewBox", "0 0 60 20")
		return {text: row.appendChild(document.createElement("span")), path: line.appendChild(document.createElementNS(line.namespaceURI, "path"))}
	})
	for (let n = 0; n < 20; n++) {
		rows.forEach(({text, path}, i) => {
			text.textContent = "row " + i + " is " + i * n
			path.setAttribute("d", "M0 0" + Array.from({length: 60}, (_, x) => "L" + x + " " + (x * i + n) % 20).join(""))
		})
		await new Promise(requestAnimationFrame)
	}
	document.body.replaceChildren()
	return true
})()`

// Yardstick measures how long the main thread of a page takes at present for work that is always the same, of the kind
// that a page of metrics does. What slows a page down because the machine is slow or busy slows this down as much.
func (b *Browser) Yardstick() (time.Duration, error) {
	p, err := b.NewPage()
	if err != nil {
		return 0, err
	}
	defer p.Close()
	before, err := p.Cost()
	if err != nil {
		return 0, err
	}
	if err := p.Do(plainWork); err != nil {
		return 0, fmt.Errorf("work on a plain page: %w", err)
	}
	after, err := p.Cost()
	return after.Main - before.Main, err
}
