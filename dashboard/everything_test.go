package dashboard_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
)

// range=all is what the history holds: not what was counted before it began.
func TestRangeOfEverything(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reg := metrics.NewRegistry(nil)
		hits := reg.Counter("a/hits")
		hits.Add(1000)
		d := newDashboard(t, reg, &dashboard.Options{Authorize: dashboard.AllowAll})
		for range 400 {
			time.Sleep(time.Second)
			hits.Inc()
		}
		synctest.Wait()
		for query, want := range map[string]string{
			"path=a&format=json":          `{"hits":400}`,
			"path=a&format=prettyjson":    `"hits": 400`,
			"path=a&format=prometheus":    "a_hits_total 400",
			"path=a&format=text":          "the last 6.7 min",
			"path=a&format=csv&step=400s": ",400,",
			"path=a&format=html":          "",
		} {
			w := get(d, "range=all&"+query)
			if query == "path=a&format=html" {
				if to := w.Header().Get("Location"); w.Code != http.StatusSeeOther || to != "?format=html&path=a&range=7m" {
					t.Errorf("the page leads to %q with %d", to, w.Code)
				}
				continue
			}
			if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), want) {
				t.Errorf("%s: %d %s; want %s", query, w.Code, w.Body, want)
			}
		}
		if w := get(d, "range=all&path=a&snapshot=1&format=html"); w.Code != http.StatusOK {
			t.Errorf("the page as a file: %d", w.Code)
		}
	})
}
