package dashboard_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/binnacle-go/metrics"
)

var assetLink = regexp.MustCompile(`"\?(asset=[^"]+)"`)

func TestAssets(t *testing.T) {
	d := newDashboard(t, metrics.NewRegistry(nil), nil)
	types := map[string]string{
		".css": "text/css; charset=utf-8",
		".js":  "text/javascript; charset=utf-8",
	}
	links := assetLink.FindAllStringSubmatch(get(d, "format=html").Body.String(), -1)
	if len(links) < 2 {
		t.Fatalf("the page refers to %d assets", len(links))
	}
	for _, link := range links {
		query := link[1]
		raw, packed := get(d, query), get(d, query, "Accept-Encoding", "gzip")
		if raw.Code != http.StatusOK || raw.Header().Get("Cache-Control") != "public, max-age=31536000, immutable" {
			t.Errorf("%s is answered with %d, Cache-Control: %s", query, raw.Code, raw.Header().Get("Cache-Control"))
		}
		if want := types[query[strings.LastIndexByte(query, '.'):]]; raw.Header().Get("Content-Type") != want {
			t.Errorf("%s is %q, want %q", query, raw.Header().Get("Content-Type"), want)
		}
		if packed.Header().Get("Content-Encoding") != "gzip" || unpack(t, packed.Body) != raw.Body.String() {
			t.Errorf("%s is not the same compressed", query)
		}
		expectHeaders(t, raw.Header())
		head := answer(d, local(http.MethodHead, query))
		if head.Body.Len() != 0 || head.Header().Get("Content-Length") != raw.Header().Get("Content-Length") {
			t.Errorf("HEAD of %s has the headers %v", query, head.Header())
		}
	}
}

func TestAssetOfAnotherVersion(t *testing.T) {
	d := newDashboard(t, metrics.NewRegistry(nil), nil)
	for _, name := range []string{"app.0123456789abcdef.js", "app.js", "app..js", "assets/app.js"} {
		w := get(d, params("asset", name))
		if w.Code != http.StatusNotFound || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s is answered with %d, Cache-Control: %s", name, w.Code, w.Header().Get("Cache-Control"))
		}
	}
}
