package dashboard_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
	"github.com/binnacle-go/metrics/history"
)

// newDashboard returns a dashboard that is closed when the test ends. Without options its history stands still.
func newDashboard(t testing.TB, reg *metrics.Registry, o *dashboard.Options) *dashboard.Dashboard {
	t.Helper()
	if o == nil {
		o = &dashboard.Options{History: &still{reg.Snapshot()}}
	}
	d := dashboard.New(reg, o)
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// still is a history that holds one snapshot.
type still struct{ snapshot *metrics.Snapshot }

func (s *still) Latest() history.Tick {
	return history.Tick{N: 1, Total: s.snapshot}
}

func (s *still) Since(time.Duration) *metrics.Snapshot { return s.snapshot }

func (s *still) Range(string, []metrics.Label, time.Time, time.Time, time.Duration) history.Range {
	return history.Range{}
}

func (s *still) Subscribe() (<-chan history.Tick, func()) {
	return make(chan history.Tick), func() {}
}

// local is a request as from a client on the same machine.
func local(method, query string, headers ...string) *http.Request {
	r := httptest.NewRequest(method, "http://localhost:8080/metrics", nil)
	r.URL.RawQuery = query
	r.RemoteAddr = "127.0.0.1:40000"
	for i := 0; i < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	return r
}

func answer(h http.Handler, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func get(h http.Handler, query string, headers ...string) *httptest.ResponseRecorder {
	return answer(h, local(http.MethodGet, query, headers...))
}

// params encodes pairs of parameters.
func params(pairs ...string) string {
	v := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return v.Encode()
}
