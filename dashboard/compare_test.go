package dashboard_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
)

func TestPageComparesTwoRanges(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reg := metrics.NewRegistry(nil)
		took := reg.Timer("took")
		d := newDashboard(t, reg, &dashboard.Options{Authorize: dashboard.AllowAll})
		time.Sleep(time.Second / 2)
		for i := range 120 {
			took.Observe(time.Duration(i/60+1) * time.Second)
			time.Sleep(time.Second)
		}
		for _, query := range []string{
			"path=took&range=1m&compare=previous", "path=took&range=1m&compare=60s", "path=took&from=946684860&to=946684920&compare=1m0s",
		} {
			got := get(d, query+"&format=html").Body.String()
			for _, part := range []string{
				`<th scope="row">p99<td>2.0 s<td>1.0 s<`, "+100 %", "▲</i> higher</span>", `<th scope="row">count<td>60<td>60<`, "= </i>",
			} {
				if !strings.Contains(strings.ReplaceAll(got, "=</i>", "= </i>"), part) {
					t.Errorf("%s: no %s", query, part)
				}
			}
		}
		got := get(d, "path=took&range=1m&compare=previous&format=html").Body.String()
		if link := `href="?compare=previous&amp;path=took&amp;range=15m"`; !strings.Contains(got, link) {
			t.Errorf("no %s: the next range is not compared", link)
		}
	})
}

func TestBrokenComparisonIsAnError(t *testing.T) {
	d := treeOfThree(t)
	for _, text := range []string{"x", "-1h", "0", "1h1", "before"} {
		if w := get(d, params("compare", text, "format", "html")); w.Code != http.StatusBadRequest || !strings.Contains(strings.ToLower(w.Body.String()), "compare: ") {
			t.Errorf("compare=%s: %d", text, w.Code)
		}
	}
}

// Whatever stands in the query string gets a page or an error, and what a page was asked to compare stays in its links.
func FuzzCompare(f *testing.F) {
	reg := metrics.NewRegistry(nil)
	reg.Timer("took").Observe(time.Second)
	reg.State("mode").Set("up")
	d := dashboard.New(reg, &dashboard.Options{History: &still{reg.Snapshot()}})
	f.Cleanup(func() { d.Close() })
	for _, s := range []string{"previous", "1h", "1d12h", "9999h", "0", "'><x>", "1e9s", ""} {
		f.Add(s, "5m", "took")
	}
	f.Fuzz(func(t *testing.T, compare, span, path string) {
		q := url.Values{"compare": {compare}, "range": {span}, "path": {path}, "format": {"html"}}
		w := get(d, q.Encode())
		if w.Code != http.StatusOK && w.Code != http.StatusBadRequest && w.Code != http.StatusNotFound {
			t.Errorf("%q: %d", q, w.Code)
		}
		if w.Code == http.StatusOK && compare == "previous" && !strings.Contains(w.Body.String(), "compare=previous") {
			t.Errorf("%q: links forget the comparison", q)
		}
		if strings.Contains(w.Body.String(), "<x>") {
			t.Errorf("%q: markup", q)
		}
	})
}
