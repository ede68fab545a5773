package dashboard_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
	"github.com/binnacle-go/metrics/history"
)

// Without a registry everything ends with the last sample, however long ago that was.
func TestWithoutARegistry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reg := metrics.NewRegistry(nil)
		hits, took := reg.Counter("web/hits"), reg.Timer("web/took")
		store := history.New(reg, nil)
		time.Sleep(time.Second / 2)
		for range 100 {
			hits.Inc()
			took.Observe(time.Second)
			time.Sleep(time.Second)
		}
		store.Close() // at 00:01:40.5
		time.Sleep(48 * time.Hour)
		d := newDashboard(t, nil, &dashboard.Options{History: store, Authorize: dashboard.AllowAll})

		for query, want := range map[string]string{
			"format=json":                       `{"web":{"hits":100,`,
			"format=json&range=10s":             `{"web":{"hits":10,`,
			"format=prometheus":                 "web_hits_total 100\n",
			"format=text":                       "2000-01-01 00:01:40 UTC",
			"format=html":                       "Recorded until 1 Jan 2000, 00:01:40 UTC",
			"format=html&path=web/hits":         "Recorded until 1 Jan 2000, 00:01:40 UTC",
			"format=html&view=overview":         `<dt>Recorded<dd data-c="up">1 min</dd>`,
			"format=html&path=web/took":         `<th scope="col" data-c="">all that is recorded<`,
			"format=html&view=tree&range=1h":    "Recorded until 1 Jan 2000, 00:01:40 UTC",
			"format=json&range=3s&step=1s":      `"from":"2000-01-01T00:01:37Z","to":"2000-01-01T00:01:40Z"`,
			"format=html&from=946684800&to=1e3": "is not a time",
		} {
			if got := get(d, query).Body.String(); !strings.Contains(got, want) {
				t.Errorf("%s: no %q in\n%s", query, want, got)
			}
		}
		page := get(d, "format=html").Body.String()
		for _, not := range []string{"data-n=", "Pause", "Reload for new values", "<dt>Go</dt>"} {
			if strings.Contains(page, not) {
				t.Errorf("the page has %s", not)
			}
		}
		for _, accept := range []string{"", "text/event-stream"} {
			if w := get(d, "live=1", "Accept", accept); w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "does not change") {
				t.Errorf("live: %d %s", w.Code, w.Body)
			}
		}
	})
}

func TestNeitherRegistryNorHistory(t *testing.T) {
	defer func() {
		if text, _ := recover().(string); !strings.Contains(text, "programming error") {
			t.Errorf("New says %q", text)
		}
	}()
	dashboard.New(nil, &dashboard.Options{Title: "nothing"})
}

// That the black box is not written is there to be seen, and that it was damaged.
func TestBlackBoxIsShown(t *testing.T) {
	page := func(path string) string {
		reg := metrics.NewRegistry(nil)
		store := history.New(reg, &history.Options{Path: path})
		defer store.Close()
		return get(newDashboard(t, reg, &dashboard.Options{History: store}), "format=html").Body.String()
	}
	path := filepath.Join(t.TempDir(), "app.box")
	if got := page(path); !strings.Contains(got, `title="`+path+`"><dt>Black box<dd data-c="box">`) {
		t.Errorf("no black box in\n%s", got)
	}
	if got := page(filepath.Join(path, "none")); !strings.Contains(got, `<dt>Black box<dd data-c="box" class="bad">Not written</dd>`) {
		t.Errorf("no black box that is not written in\n%s", got)
	}
	if err := os.WriteFile(path, []byte("To be, or not to be, that is the question"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := page(path); !strings.Contains(got, `<dt>Black box<dd data-c="box" class="bad">Was damaged</dd>`) {
		t.Errorf("no black box that was damaged in\n%s", got)
	}
	if got := page(""); strings.Contains(got, "Black box") {
		t.Errorf("a black box that is not there in\n%s", got)
	}
}
