package browser_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/binnacle-go/metrics/integration/browser"
	"github.com/binnacle-go/metrics/integration/internal/eventually"
	"github.com/binnacle-go/metrics/integration/internal/service"
)

// told is what a page tells of a sample: the number of the sample, then everything that its updates change. Rows keep the
// order that they had when a page was opened, and only the first one of a family had its help. Lines of charts are left
// out, which updates draw of rounded numbers.
const told = `(() => {
	const main = document.querySelector("#main"), all = s => [...main.querySelectorAll(s)];
	return [main.dataset.n,
		...all("tr[data-i]").sort((a, b) => a.dataset.i - b.dataset.i).flatMap(r => [...r.cells].map(c => r.dataset.i + " " + [...c.childNodes].filter(n => n.localName != "small").map(n => n.textContent).join("").trim() + (c.className && " " + c.className))),
		...all("[data-c]").map(e => e.dataset.c + ": " + e.textContent + (e.className && " " + e.className)),
		...all("figure[data-time] .legend td").map(td => [td.closest("figure"), td.parentNode].map(e => e.querySelector("h2, th").textContent).join() + ": " + td.textContent),
		...all("[data-l] tbody tr").map((r, i) => i + " " + [...r.cells].map(c => c.textContent.trim()).join(" | ") + " " + r.querySelector("a")?.getAttribute("href")),
	];
})()`

// A page that was open for long, and paused in between, tells what one tells that has just been opened.
func TestAPageThatStaysTellsWhatANewOneTells(t *testing.T) {
	t.Parallel()
	s, err := service.Start(12, 200*time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	var old []*browser.Page
	queries := []string{"", "?query=*{route=*1*}", "?path=http/latency&query=*{route=*things1/*}", "?path=http/requests&query=*{route=*things1/*,code=2xx}"}
	for _, query := range queries {
		p := newPage(t)
		tall(t, p, s.URL+query)
		old = append(old, p)
	}
	for range 2 { // for some samples live, for some paused, and for some live again
		until(s.Store, s.Store.Latest().N+20)
		for _, p := range old {
			eval[string](t, p, `document.querySelector("#pause").click(), ""`)
		}
	}
	until(s.Store, s.Store.Latest().N+20)
	for i, p := range old {
		fresh, err := p.Sibling()
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(fresh.Close)
		tall(t, fresh, s.URL+queries[i])
		eventually.Do(t, "tell the same", func() error { return theSame(t, p, fresh) })
		noFaults(t, p)
	}
}

// tall opens a page in a window that has room for all of it, and waits until it is live.
func tall(t *testing.T, p *browser.Page, url string) {
	t.Helper()
	if err := p.Viewport(1400, 9000); err != nil {
		t.Fatal(err)
	}
	open(t, p, url)
	live(t, p)
}

// theSame says in what two pages differ that tell of the same sample. What has just come into sight is drawn a little later.
func theSame(t *testing.T, old, fresh *browser.Page) error {
	t.Helper()
	a, b := eval[[]string](t, old, told), eval[[]string](t, fresh, told)
	if a[0] != b[0] || len(a) != len(b) || len(a) < 2 {
		return fmt.Errorf("one tells %d things of sample %s, and one %d of sample %s", len(a), a[0], len(b), b[0])
	}
	for i := range a {
		if a[i] != b[i] {
			return fmt.Errorf("at sample %s one that stays tells %q, and a new one %q", a[0], a[i], b[i])
		}
	}
	return nil
}
