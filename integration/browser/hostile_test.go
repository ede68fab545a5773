package browser_test

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/integration/internal/eventually"
	"github.com/binnacle-go/metrics/integration/internal/specimen"
)

// markup would run if any part of it became more than text.
const markup = `"'><img src=x onerror="window.pwned=1"><script>window.pwned=1</script><svg onload="window.pwned=1">`

// hostile is a registry in which everything that a program can name is markup.
func hostile() *metrics.Registry {
	reg := metrics.NewRegistry(&metrics.Options{Labels: []metrics.Label{metrics.L("registry"+markup, markup)}})
	reg.Counter("count"+markup, metrics.Help(markup), metrics.Unit(markup), metrics.L("key"+markup, markup)).Inc()
	reg.Gauge(markup+"/gauge", metrics.Unit("<b>")).Set(1)
	reg.Timer("time" + markup).Observe(1)
	reg.Histogram("size"+markup, metrics.Unit("</td>")).Observe(3)
	reg.State("state" + markup).Set(markup)
	reg.Text("text" + markup).Set(markup)
	reg.TextFunc("broken"+markup, func() string { panic(markup) })
	specimen.AddHostile(reg)
	return reg
}

func TestMarkupIsOnlyText(t *testing.T) {
	t.Parallel()
	url := show(t, hostile(), mounts[1])
	for _, query := range places() {
		t.Run(query, func(t *testing.T) {
			t.Parallel()
			p := newPage(t)
			status, err := p.Open(url + query)
			if err != nil {
				t.Fatal(err)
			}
			if eval[bool](t, p, "'pwned' in window") {
				t.Error("a script of the data ran")
			}
			if n := eval[int](t, p, `document.querySelectorAll("main img, main script, [onload], [onerror]").length`); n > 0 {
				t.Errorf("%d elements came from the data", n)
			}
			for _, f := range p.Faults() {
				if status == 200 || f.Kind != "status" && f.Kind != "log" { // the browser logs an answer of 400 or 404
					t.Errorf("fault on the page: %v", f)
				}
			}
		})
	}
}

// places are the query strings of pages that show the markup, as data or from the query string itself.
func places() []string {
	m := url.QueryEscape(markup)
	return []string{
		"", "?view=tree", "?view=tree&path=hostile", "?view=tree&query=**", "?range=5m",
		"?path=" + url.QueryEscape("time"+markup), "?path=" + url.QueryEscape("count"+markup),
		"?path=" + url.QueryEscape("state"+markup), "?path=" + url.QueryEscape("text"+markup),
		"?path=" + m, "?query=" + m, "?view=" + m, "?range=" + m, "?query=" + url.QueryEscape(`*`+markup+`* > 0`),
		"?asset=" + m, "?format=" + m,
	}
}

func TestHostileNamesAreShown(t *testing.T) {
	t.Parallel()
	reg := metrics.NewRegistry(nil)
	specimen.AddHostile(reg)
	page := show(t, reg, mounts[1])
	rows := map[string]bool{}
	var text strings.Builder
	for _, query := range []string{"hostile/** <= 30", "hostile/** > 30", "hostile/texts/**"} { // no table is longer than 100 rows
		p := opened(t, page+"?query="+url.QueryEscape(query))
		for _, id := range eval[[]string](t, p, `[...document.querySelectorAll("tr[data-series]")].map(r => r.dataset.series)`) {
			rows[id] = true
		}
		live(t, p)
		noFaults(t, p)
		text.WriteString(eval[string](t, p, "document.body.innerText"))
	}
	for _, s := range reg.Snapshot().Series {
		if !rows[s.ID()] {
			t.Errorf("%.200s has no row", s.ID())
		}
	}
	for _, s := range []string{"<script>window.pwned=1</", `"><img src=x onerror=window.pwned=1>`, "日本", "two words", `line\nbreak`} {
		if !strings.Contains(text.String(), s) {
			t.Errorf("the page does not show %q", s)
		}
	}
}

// What changes while the page is open comes in by another way than the page itself.
func TestMarkupThatArrivesLiveIsOnlyText(t *testing.T) {
	t.Parallel()
	reg := metrics.NewRegistry(nil)
	message, state := reg.Text("message"), reg.State("state")
	state.Set("idle")
	p := opened(t, show(t, reg, mounts[1]))
	live(t, p)
	eval[int](t, p, "window.before = 1")

	message.Set(markup)
	state.Set(markup)
	reg.Counter("new"+markup, metrics.L("key"+markup, markup), metrics.Help(markup)).Inc()
	eventually.Do(t, "show what is new", func() error {
		if !strings.Contains(eval[string](t, p, text("message", "now")), "<script>") {
			return errors.New("the text is not there")
		}
		if !strings.Contains(eval[string](t, p, "document.body.innerText"), "new"+markup[:10]) {
			return errors.New("the new counter is not there")
		}
		return nil
	})
	if eval[bool](t, p, "'pwned' in window") {
		t.Error("a script of the data ran")
	}
	if n := eval[int](t, p, `document.querySelectorAll("main img, main script, [onload], [onerror]").length`); n > 0 {
		t.Errorf("%d elements came from the data", n)
	}
	if eval[int](t, p, "window.before") != 1 {
		t.Error("the page was loaded anew")
	}
	noFaults(t, p)
}
