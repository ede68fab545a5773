package web_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/examples/demo/internal/search"
	"github.com/binnacle-go/metrics/examples/demo/internal/tree"
	"github.com/binnacle-go/metrics/examples/demo/internal/web"
)

// routes serves a small tree. Without a list of it, searches wait.
func routes(t *testing.T, listed bool) (http.Handler, *metrics.Registry) {
	t.Helper()
	dir := t.TempDir()
	for name, content := range map[string]string{
		"a/hello.go":  "package a\n\nfunc Hello() {}\n",
		"a/page.html": "<script>alert(1)</script>",
		"image":       "\x89PNG\x00",
		"large":       strings.Repeat("x", tree.MaxFileSize+1),
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(content), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	reg := metrics.NewRegistry(nil)
	tr, err := tree.Open(dir, 1<<20, reg.Scope)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var walker sync.WaitGroup
	if listed {
		walker.Go(func() { tr.Run(ctx, time.Hour) })
	}
	e := search.New(tr, 2, reg.Scope)
	t.Cleanup(func() {
		e.Close()
		cancel()
		walker.Wait()
		_ = tr.Close()
	})
	return web.Routes(tr, e, reg.Scope), reg
}

func do(h http.Handler, method, url string) (int, http.Header, string) {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(method, url, nil))
	body, _ := io.ReadAll(w.Result().Body)
	return w.Code, w.Result().Header, string(body)
}

func TestRoutes(t *testing.T) {
	h, _ := routes(t, true)
	const text, asJSON = "text/plain; charset=utf-8", "application/json"
	for _, c := range []struct {
		url, contentType string
		status           int
		contains         string
	}{
		{"/", "text/html; charset=utf-8", 200, `href="metrics"`},
		{"/search?q=Hello", asJSON, 200, `{"path":"a/hello.go","line":3,"text":"func Hello() {}"}`},
		{"/search?q=Hello&format=text", text, 200, "a/hello.go:3: func Hello() {}\n(lines found: 1, files searched: 2)\n"},
		{"/search?q=.&path=*.go&limit=1&format=text", text, 200, "(lines found: 1, files searched: 1; there are more)"},
		{"/search?q=Hello&path=*.html", asJSON, 200, `"matches":[]`},
		{"/search?q=func+(", asJSON, 400, "q: error parsing regexp: missing closing ): `func (`"},
		{"/search?q=func+(&format=text", text, 400, "q: error parsing regexp: missing closing ): `func (`"},
		{"/search", asJSON, 400, "say what to search for"},
		{"/search?q=a&path=%5B", asJSON, 400, "bad path glob"},
		{"/search?q=a&limit=0", asJSON, 400, "not a number from 1 to 1000"},
		{"/search?q=a&limit=many", asJSON, 400, "not a number from 1 to 1000"},
		{"/file/a/hello.go", text, 200, "package a\n"},
		{"/file/a/page.html", text, 200, "<script>"},
		{"/file/missing.go", text, 404, "open missing.go: file does not exist"},
		{"/file/a", text, 404, "is not a regular file"},
		{"/file/image", text, 415, "is not a text"},
		{"/file/large", text, 413, "is larger than 1048576 bytes"},
		{"/file/..%2f..%2fetc/passwd", text, 404, "file does not exist"},
		{"/file/%2fetc%2fpasswd", text, 404, "file does not exist"},
		{"/dir/", asJSON, 200, `[{"name":"a","dir":true},{"name":"image","dir":false},{"name":"large","dir":false}]`},
		{"/dir/a/", asJSON, 200, `[{"name":"hello.go","dir":false},{"name":"page.html","dir":false}]`},
		{"/dir/b", asJSON, 404, "file does not exist"},
		{"/dir/image", asJSON, 404, "is not a directory"},
		{"/dir/%2e%2e", asJSON, 404, "file does not exist"},
		{"/nothing", text, 404, "404 page not found"},
	} {
		status, header, body := do(h, "GET", c.url)
		if status != c.status || header.Get("Content-Type") != c.contentType || !strings.Contains(body, c.contains) {
			t.Errorf("GET %s: %d %s %q; want %d %s with %q", c.url, status, header.Get("Content-Type"), body, c.status, c.contentType, c.contains)
		}
		if header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("GET %s may be sniffed", c.url)
		}
		if c.contentType == asJSON && !json.Valid([]byte(body)) {
			t.Errorf("GET %s is not JSON: %s", c.url, body)
		}
	}
}

func TestExamplesOfThePageWork(t *testing.T) {
	h, _ := routes(t, true)
	_, _, page := do(h, "GET", "/")
	links := strings.Split(page, `<li><a href="`)[1:]
	if len(links) < 3 {
		t.Fatalf("the page has %d examples, want at least 3", len(links))
	}
	for _, link := range links {
		url := strings.ReplaceAll(link[:strings.IndexByte(link, '"')], "&amp;", "&")
		if status, _, body := do(h, "GET", "/"+url); status != http.StatusOK {
			t.Errorf("GET /%s: %d %s", url, status, body)
		}
	}
}

func TestOtherMethodsAreRefused(t *testing.T) {
	h, _ := routes(t, true)
	for _, url := range []string{"/", "/search?q=a", "/file/image", "/dir/"} {
		if status, _, _ := do(h, "POST", url); status != http.StatusMethodNotAllowed {
			t.Errorf("POST %s: %d, want %d", url, status, http.StatusMethodNotAllowed)
		}
	}
}

func TestASearchTakesItsTimeAtMost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, _ := routes(t, false)
		start := time.Now()
		status, _, body := do(h, "GET", "/search?q=Hello")
		if status != http.StatusServiceUnavailable || !strings.Contains(body, "longer than 5s") || time.Since(start) != 5*time.Second {
			t.Errorf("after %v: %d %s; want 503 after 5s", time.Since(start), status, body)
		}
	})
}

func TestAClientThatIsGoneGetsNoAnswer(t *testing.T) {
	h, _ := routes(t, false)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequestWithContext(ctx, "GET", "/search?q=Hello", nil))
	if w.Code != 499 || w.Body.Len() != 0 {
		t.Errorf("answered %d %s, want an empty 499", w.Code, w.Body)
	}
}

func TestBrowsingIsMeasured(t *testing.T) {
	h, reg := routes(t, true)
	for _, url := range []string{"/file/a/hello.go", "/file/missing", "/dir/", "/dir/a"} {
		do(h, "GET", url)
	}
	snapshot := reg.Snapshot()
	if s, _ := snapshot.Get("browse/open"); s.Count != 2 || s.Errors != 1 {
		t.Errorf("browse/open: %d with %d errors, want 2 with 1", s.Count, s.Errors)
	}
	if s, _ := snapshot.Get("browse/list"); s.Count != 2 {
		t.Errorf("browse/list: %d, want 2", s.Count)
	}
}
