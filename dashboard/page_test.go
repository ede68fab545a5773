package dashboard_test

import (
	"errors"
	"fmt"
	escape "html"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
)

// page returns a page of a registry.
func page(t testing.TB, reg *metrics.Registry, query string) string {
	t.Helper()
	w := get(newDashboard(t, reg, nil), query, "Accept", "text/html")
	if w.Code != http.StatusOK {
		t.Fatalf("%s is answered with %d", query, w.Code)
	}
	return w.Body.String()
}

// mixed is a registry with some of every kind.
func mixed(n int) *metrics.Registry {
	reg := metrics.NewRegistry(nil)
	for i := range n {
		scope := reg.SubScope(fmt.Sprintf("scope%d", i%4))
		help := metrics.Help("what this shows, in a sentence")
		switch i % 5 {
		case 0, 1:
			scope.Counter(fmt.Sprint("counter", i), help).Add(uint64(i) * 1_234_567)
		case 2:
			scope.Gauge(fmt.Sprint("gauge", i), help).Set(float64(i))
		case 3:
			scope.Timer(fmt.Sprint("timer", i), help).Observe(time.Duration(i) * time.Millisecond)
		default:
			scope.State(fmt.Sprint("state", i), help).Set("running")
		}
	}
	return reg
}

func TestEverySeriesHasARow(t *testing.T) {
	reg := mixed(60)
	overview := page(t, reg, "")
	for _, x := range reg.Snapshot().Series {
		if !strings.Contains(overview, `data-series="`+escape.EscapeString(x.ID())+`"`) {
			t.Errorf("%s has no row", x.ID())
		}
		if x.Kind == metrics.KindCounter && !strings.Contains(overview, "data-total>"+grouped(x.Count)+"<") {
			t.Errorf("the total of %s, %d, is not there", x.ID(), x.Count)
		}
	}
}

func TestEmptyRegistrySaysHowToBegin(t *testing.T) {
	if empty := page(t, metrics.NewRegistry(nil), ""); !strings.Contains(empty, "metrics.Default()") {
		t.Errorf("the page of an empty registry does not show how to make a series:\n%s", empty)
	}
	if none := page(t, mixed(5), "query=nothing"); !strings.Contains(none, "nothing") {
		t.Error("the page of a query without result does not name the query")
	}
}

var (
	inline   = regexp.MustCompile(`(?i)<(script|style)[^>]*>[^<]|<[a-z][^>]*\s(style|on[a-z]+)\s*=`)
	values   = regexp.MustCompile(`="[^"]*"`)
	external = regexp.MustCompile(`(?i)(src|href|action)="(https?:|//|/)`)
)

// checkPage looks for what a strict Content-Security-Policy forbids, and for links that depend on the mount.
func checkPage(t *testing.T, document string) {
	t.Helper()
	if found := inline.FindString(values.ReplaceAllString(document, `=""`)); found != "" {
		t.Errorf("inline code: %.200s", found)
	}
	if found := external.FindString(document); found != "" {
		t.Errorf("a link that is not relative: %s", found)
	}
}

func FuzzPage(f *testing.F) {
	f.Add("web/search", "time to search", "k", "v", "web")
	f.Add("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", `"><b onclick=x>`, "javascript:alert(1)", "</main>")
	f.Add("a\xff\x00b", "\u202e", "", "\n", "&lt;")
	f.Fuzz(func(t *testing.T, name, help, key, value, query string) {
		reg := metrics.NewRegistry(nil)
		reg.Timer(name, metrics.Help(help), metrics.L(key, value)).Start().Stop()
		reg.Text("text/"+name, metrics.Help(help)).Set(value)
		reg.State("state/" + name).Set(value)
		reg.Timer("http/server/requests", metrics.L("route", value)).Start().Fail(errors.New(help))
		reg.Gauge("runtime/"+name, metrics.Help(help)).Set(1)
		reg.Histogram("size/"+name, metrics.Unit(help)).Observe(3)
		d := newDashboard(t, reg, &dashboard.Options{Title: name})
		for _, request := range []string{
			"", "view=tree", params("path", name), params("path", "text/"+name), params("view", "tree", "path", name),
			params("query", query), params("view", value), params("view", "routes", "sort", value), "view=runtime", "view=about",
			params("view", "errors", "query", query), "view=reporters",
		} {
			checkPage(t, get(d, request, "Accept", "text/html").Body.String())
		}
	})
}

// grouped writes a number in groups of three digits.
func grouped(n uint64) string {
	out := fmt.Sprint(n)
	for i := len(out) - 3; i > 0; i -= 3 {
		out = out[:i] + "," + out[i:]
	}
	return out
}
