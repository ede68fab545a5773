package browser_test

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
	"github.com/binnacle-go/metrics/integration/internal/service"
)

// asset is a link to something that a page loads.
var asset = regexp.MustCompile(`\?(asset=[^"]+)"`)

// afterTenMinutes answers as the dashboard of a service does when its charts are full, with the overview and what that
// loads. Ten minutes have passed for the service alone.
func afterTenMinutes(t *testing.T, routes int) http.Handler {
	t.Helper()
	answers := map[string]*httptest.ResponseRecorder{}
	synctest.Test(t, func(t *testing.T) {
		reg := metrics.NewRegistry(nil)
		s := service.New(reg, routes)
		d := dashboard.New(reg, &dashboard.Options{Title: "service", Authorize: dashboard.AllowAll})
		for range 600 {
			s.Work()
			time.Sleep(time.Second)
		}
		record := func(query, encoding string) string {
			r := httptest.NewRequest(http.MethodGet, "/?"+query, nil)
			r.Header.Set("Accept", "text/html")
			r.Header.Set("Accept-Encoding", encoding)
			w := httptest.NewRecorder()
			d.ServeHTTP(w, r)
			answers[query] = w
			return w.Body.String()
		}
		for _, link := range asset.FindAllStringSubmatch(record("", ""), -1) {
			record(link[1], "gzip")
		}
		record("", "gzip")
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := answers[r.URL.RawQuery]
		if answer == nil {
			http.NotFound(w, r)
			return
		}
		for name, values := range answer.Header() {
			w.Header()[name] = values
		}
		w.WriteHeader(answer.Code)
		_, _ = w.Write(answer.Body.Bytes()) // a browser that has gone needs nothing
	})
}
