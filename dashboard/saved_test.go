package dashboard_test

import (
	"crypto/sha256"
	"encoding/base64"
	markup "html"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
)

var (
	savedPolicy = regexp.MustCompile(`<meta http-equiv="Content-Security-Policy" content="([^"]*)">`)
	savedPart   = regexp.MustCompile(`(?s)<(style|script)[^>]*>(.*?)</(?:style|script)>`)
	reference   = regexp.MustCompile(`(?:src|href|action)="([^"]*)"`)
)

// A saved page needs nothing beside it: its policy allows its own style and script alone, and links lead back.
func TestSavedPageIsComplete(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reg := metrics.NewRegistry(nil)
		took := reg.Timer(`web/"took" it`)
		d := newDashboard(t, reg, &dashboard.Options{Title: "My/Service", Authorize: dashboard.AllowAll})
		for range 20 {
			took.Observe(time.Millisecond)
			time.Sleep(time.Second)
		}
		for query, want := range map[string]struct {
			file  string
			parts int
		}{
			params("path", `web/"took" it`): {"my-service-web-took-it-20000101T000020Z.html", 2},
			"":                              {"my-service-20000101T000020Z.html", 1},
			"view=tree":                     {"my-service-tree-20000101T000020Z.html", 1},
		} {
			w := get(d, query+"&format=html&snapshot=1")
			body := w.Body.String()
			if got := w.Header().Get("Content-Disposition"); w.Code != http.StatusOK || got != `attachment; filename="`+want.file+`"` {
				t.Errorf("%s: %d, %s", query, w.Code, got)
			}
			policy := markup.UnescapeString(savedPolicy.FindStringSubmatch(body)[1])
			parts := savedPart.FindAllStringSubmatch(body, -1)
			if len(parts) != want.parts {
				t.Errorf("%s: %d styles and scripts, want %d", query, len(parts), want.parts)
			}
			for _, part := range parts {
				sum := sha256.Sum256([]byte(part[2]))
				if hash := base64.StdEncoding.EncodeToString(sum[:]); !strings.Contains(policy, part[1]+"-src 'sha256-"+hash+"'") {
					t.Errorf("%s: the policy %s has no hash %s of the %s", query, policy, hash, part[1])
				}
			}
			for _, r := range reference.FindAllStringSubmatch(savedPart.ReplaceAllString(body, ""), -1) {
				if !strings.HasPrefix(r[1], "http://localhost:8080/metrics?") && !strings.HasPrefix(r[1], "data:") && r[1] != "#main" && r[1] != "" {
					t.Errorf("%s: a reference to %s", query, r[1])
				}
			}
			for _, not := range []string{"data-n=", `id="state"`, "<form", "data-choose", `data-c="tail"`} {
				if strings.Contains(savedPart.ReplaceAllString(body, ""), not) {
					t.Errorf("%s: the file has %s", query, not)
				}
			}
			if !strings.Contains(body, "Saved from My/Service on ") || !strings.Contains(body, "1 Jan 2000, 00:00:20 UTC") {
				t.Errorf("%s: the file does not say what it is of", query)
			}
		}
		if w := get(d, "path=gone&format=html&snapshot=1"); w.Code != http.StatusNotFound || w.Header().Get("Content-Disposition") != "" {
			t.Errorf("a page that there is not is saved: %d", w.Code)
		}
	})
}
