package dashboard_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
	"github.com/binnacle-go/metrics/history"
)

func TestNilRegistryIsAProgrammingError(t *testing.T) {
	defer func() {
		if message, _ := recover().(string); !strings.Contains(message, "programming error") {
			t.Errorf("New(nil, nil) panics with %q", message)
		}
	}()
	dashboard.New(nil, nil)
}

func TestNewWithoutOptions(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	reg.Counter("hits").Inc()
	d := dashboard.New(reg, nil)
	if w := get(d, "format=json&range=1m"); w.Code != http.StatusOK {
		t.Errorf("answered with %d %s", w.Code, w.Body)
	}
	if err := d.Close(); err != nil {
		t.Error(err)
	}
}

func TestCloseManyTimes(t *testing.T) {
	d := dashboard.New(metrics.NewRegistry(nil), nil)
	var wg sync.WaitGroup
	for range 100 {
		wg.Go(func() {
			get(d, "format=json")
			if err := d.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for format, form := range errorForms {
		w := get(d, "format="+format)
		if w.Code != http.StatusServiceUnavailable {
			t.Errorf("after Close %s is answered with %d", format, w.Code)
		}
		form.check(t, w)
	}
}

func TestCloseLeavesAGivenHistoryRunning(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	store := history.New(reg, &history.Options{Resolutions: []history.Resolution{{Step: 20 * time.Millisecond, Keep: time.Second}}})
	defer store.Close()
	if err := dashboard.New(reg, &dashboard.Options{History: store}).Close(); err != nil {
		t.Error(err)
	}
	ticks, cancel := store.Subscribe()
	defer cancel()
	for range 2 { // the first may have been waiting since before
		select {
		case <-ticks:
		case <-time.After(10 * time.Second):
			t.Fatal("the history samples no more")
		}
	}
}

// fragile is a history that panics when it is asked for a range.
type fragile struct {
	still
	value any
}

func (f *fragile) Since(time.Duration) *metrics.Snapshot { panic(f.value) }

// broken is a dashboard that panics while it answers range=1m.
func broken(t *testing.T, value any) *dashboard.Dashboard {
	reg := metrics.NewRegistry(nil)
	history := &fragile{still{reg.Snapshot()}, value}
	return newDashboard(t, reg, &dashboard.Options{History: history, Logger: slog.New(slog.DiscardHandler)})
}

func TestPanicBecomesAnError(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	var log bytes.Buffer
	d := newDashboard(t, reg, &dashboard.Options{
		History: &fragile{still{reg.Snapshot()}, "boom"},
		Logger:  slog.New(slog.NewTextHandler(&log, nil)),
	})
	for format, form := range errorForms {
		if format == "html" {
			form = errorForm{plain, ""} // the page of errors may be what panicked
		}
		w := get(d, "path=x&range=1m&format="+format)
		if w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "boom") {
			t.Errorf("a panic is answered in %s with %d %s", format, w.Code, w.Body)
		}
		form.check(t, w)
		expectHeaders(t, w.Header())
	}
	if !strings.Contains(log.String(), "boom") || !strings.Contains(log.String(), "dashboard_test.go") {
		t.Errorf("the log does not say what panicked, and where: %s", log.String())
	}
}

func TestPanicInAuthorizeBecomesAnError(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	d := newDashboard(t, reg, &dashboard.Options{
		History:   &still{reg.Snapshot()},
		Logger:    slog.New(slog.DiscardHandler),
		Authorize: func(*http.Request) error { panic("boom") },
	})
	if w := get(d, "format=json"); w.Code != http.StatusInternalServerError {
		t.Errorf("answered with %d %s", w.Code, w.Body)
	}
}

func TestAbortIsPassedOn(t *testing.T) {
	defer func() {
		if value := recover(); value != http.ErrAbortHandler {
			t.Errorf("http.ErrAbortHandler became %v", value)
		}
	}()
	get(broken(t, http.ErrAbortHandler), "range=1m&format=json")
}

func TestNoSecretsInAnswers(t *testing.T) {
	const canary = "canary-7f3a"
	t.Setenv("DASHBOARD_TOKEN", canary)
	args := os.Args
	os.Args = append([]string{"/opt/" + canary + "/program"}, "--token="+canary)
	defer func() { os.Args = args }()
	reg := metrics.NewRegistry(nil)
	d := newDashboard(t, reg, &dashboard.Options{History: &still{reg.Snapshot()}})
	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for format := range errorForms {
		for _, query := range []string{"", "path=x", "query={", "view=tree"} {
			body := get(d, query+"&format="+format).Body.String()
			if strings.Contains(body, canary) || strings.Contains(body, filepath.Dir(path)) {
				t.Errorf("format=%s %s tells more than it should:\n%s", format, query, body)
			}
		}
	}
	if body := get(d, "format=text").Body.String(); !strings.HasPrefix(body, strings.TrimSuffix(filepath.Base(path), ".exe")+" ") {
		t.Errorf("the title is not the program's name in\n%s", body)
	}
}
