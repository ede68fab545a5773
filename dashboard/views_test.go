package dashboard_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics/dashboard"
	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/runtimemetrics"
)

var views = []string{"overview", "tree", "routes", "runtime", "errors", "monitors", "reporters", "about"}

func TestEveryViewIsAPage(t *testing.T) {
	reg := mixed(20)
	runtimemetrics.Register(reg.Scope)
	d := newDashboard(t, reg, nil)
	for _, view := range views {
		for _, query := range []string{"view=" + view, "view=" + view + "&range=15m&sort=-p99&skip=3&utc=1"} {
			w := get(d, query, "Accept", "text/html")
			if w.Code != http.StatusOK {
				t.Errorf("%s is answered with %d", query, w.Code)
			}
			body := w.Body.String()
			checkPage(t, body)
			if !strings.Contains(body, `aria-current="page"`) || strings.Count(body, "<h1") != 1 {
				t.Errorf("%s has no current tab, or not one heading", query)
			}
		}
		if w := get(d, "live=1&view="+view); w.Code != http.StatusOK {
			t.Errorf("updates of %s are answered with %d", view, w.Code)
		}
	}
	if w := get(d, "view=nonsense", "Accept", "text/html"); w.Code != http.StatusNotFound || !strings.Contains(w.Body.String(), "use one of overview, tree,") {
		t.Errorf("no view is answered with %d", w.Code)
	}
	for _, skip := range []string{"-1", "x", "99999999999999999999"} {
		if w := get(d, "view=tree&skip="+skip, "Accept", "text/html"); w.Code != http.StatusBadRequest {
			t.Errorf("skip=%s is answered with %d", skip, w.Code)
		}
	}
}

// silent is a reporter that sends nothing.
type silent struct{}

func (silent) Health() reporters.Health { return reporters.Health{Reporter: "silent/one"} }
func (silent) Preview() (reporters.Preview, error) {
	return reporters.Preview{Body: []byte("a line\n"), Points: 1}, nil
}

func TestReportersOfTheOptions(t *testing.T) {
	reg := mixed(3)
	d := newDashboard(t, reg, &dashboard.Options{History: &still{reg.Snapshot()}, Reporters: []dashboard.Reporter{silent{}}})
	body := get(d, "view=reporters", "Accept", "text/html").Body.String()
	for _, part := range []string{"silent/one", "Nothing sent yet", "a line\n"} {
		if !strings.Contains(body, part) {
			t.Errorf("%q is not there", part)
		}
	}
}

// nowhere is a backend that takes everything.
type nowhere struct{}

func (nowhere) Name() string                              { return "nowhere" }
func (nowhere) Encode(*reporters.Capture) reporters.Batch { return reporters.Batch{} }
func (nowhere) Send(context.Context, []byte) error        { return nil }

// A reporter that runs is shown without being named.
func TestRunningReportersAreFound(t *testing.T) {
	reg := mixed(3)
	d := newDashboard(t, reg, nil)
	if body := get(d, "view=reporters", "Accept", "text/html").Body.String(); !strings.Contains(body, "No reporter is started") {
		t.Error("without a reporter the page does not say so")
	}
	runner := reporters.Start(reg, nowhere{}, &reporters.Options{Interval: time.Hour})
	defer runner.Close(t.Context())
	if body := get(d, "view=reporters", "Accept", "text/html").Body.String(); !strings.Contains(body, "nowhere") {
		t.Errorf("a reporter that runs is not there: %s", body)
	}
}
