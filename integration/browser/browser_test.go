package browser_test

import (
	"bytes"
	"fmt"
	"image/png"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/binnacle-go/metrics/integration/browser"
	"github.com/binnacle-go/metrics/integration/internal/eventually"
)

// serve serves one HTML page, under the given Content-Security-Policy, and 404 everywhere else.
func serve(t *testing.T, csp, html string) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if csp != "" {
			w.Header().Set("Content-Security-Policy", csp)
		}
		fmt.Fprint(w, `<!doctype html><link rel="icon" href="data:,"><title>t</title>`, html)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// await waits until the page's faults have all the wanted kinds.
func await(t *testing.T, p *browser.Page, kinds ...string) {
	t.Helper()
	eventually.Do(t, "faults", func() error {
		for _, kind := range kinds {
			if !slices.ContainsFunc(p.Faults(), func(f browser.Fault) bool { return f.Kind == kind }) {
				return fmt.Errorf("no %q in %v", kind, p.Faults())
			}
		}
		return nil
	})
}

func TestFindNamesThePackageToInstall(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, err := browser.Launch()
	if err == nil || !strings.Contains(err.Error(), "apt-get install chromium") {
		t.Errorf("error %v, want one that says what to install", err)
	}
}

func TestFaultsNoteWhatGoesWrong(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, csp, html string
		want            []string
	}{
		{"console", "", `<script>console.error("no", 1)</script>`, []string{"console"}},
		{"exception", "", `<script>null.x</script>`, []string{"exception"}},
		{"missing image", "", `<img src="gone.png">`, []string{"status", "log"}},
		{"foreign image", "", `<img src="http://example.com/x.png">`, []string{"network"}},
		{"inline script", "default-src 'none'", `<script>1</script>`, []string{"csp", "console"}},
		{"event handler", "script-src 'self'", `<p onclick="1">x</p><script src="/x"></script>`, []string{"csp", "status"}},
		{"string as markup", "require-trusted-types-for 'script'", `<p><script>document.body.innerHTML = "<b>"</script>`, []string{"csp", "exception"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := newPage(t)
			open(t, p, serve(t, test.csp, test.html))
			await(t, p, test.want...)
		})
	}
}

func TestFaultsOfAGoodPageAreNone(t *testing.T) {
	t.Parallel()
	p := newPage(t)
	open(t, p, serve(t, "default-src 'none'; img-src data:", `<h1>fine</h1>`))
	if h := eval[string](t, p, `document.querySelector("h1").textContent`); h != "fine" {
		t.Errorf("heading %q", h)
	}
	if f := p.Faults(); len(f) > 0 {
		t.Errorf("faults %v", f)
	}
}

func TestPageEmulatesSizeSchemeAndNoScript(t *testing.T) {
	t.Parallel()
	p := newPage(t)
	for _, err := range []error{p.Viewport(320, 600), p.Scheme("dark"), p.DisableScript()} {
		if err != nil {
			t.Fatal(err)
		}
	}
	open(t, p, serve(t, "", `<body style="margin:0"><div style="height:2000px" id="d"></div><script>document.title="ran"</script>`))
	if w := eval[int](t, p, "innerWidth"); w != 320 {
		t.Errorf("width %d", w)
	}
	if !eval[bool](t, p, `matchMedia("(prefers-color-scheme: dark)").matches`) {
		t.Error("the page is not asked for dark")
	}
	if title := eval[string](t, p, "document.title"); title != "t" {
		t.Errorf("a script ran: title %q", title)
	}
	shot, err := p.Screenshot()
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.DecodeConfig(bytes.NewReader(shot))
	if err != nil || img.Width != 320 || img.Height != 2000 {
		t.Errorf("screenshot %dx%d, %v; want all of 320x2000", img.Width, img.Height, err)
	}
}

func TestPagesShareNothing(t *testing.T) {
	t.Parallel()
	url := serve(t, "", "")
	a, b := newPage(t), newPage(t)
	open(t, a, url)
	eval[string](t, a, `localStorage.x = "1"`)
	open(t, b, url)
	if eval[bool](t, b, `"x" in localStorage`) {
		t.Error("a second page sees the first one's storage")
	}
}
