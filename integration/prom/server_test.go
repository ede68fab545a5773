package prom_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/binnacle-go/metrics/integration/prom"
)

func TestServerScrapesAndAnswers(t *testing.T) {
	var hits atomic.Int64
	app := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/a/metrics" || r.URL.Query().Get("path") != "x y" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/plain; version=0.0.4")
		fmt.Fprintf(w, "# TYPE hits_total counter\nhits_total{who=\"me\"} %d\n", hits.Add(1))
	}))
	defer app.Close()
	p := prom.Start(t, app.URL+"/a/metrics?path=x+y", prom.Options{})

	p.AwaitScrape(t)
	first := p.Value(t, `hits_total{job="app",who="me"}`)
	p.AwaitScrape(t)
	if again := p.Value(t, "hits_total"); again <= first || first < 1 {
		t.Errorf("hits_total = %v after another scrape, was %v", again, first)
	}
	if up := p.Value(t, "up"); up != 1 {
		t.Errorf("up = %v", up)
	}
	if none := p.Query(t, "no_such_series"); len(none) != 0 {
		t.Errorf("no_such_series = %v", none)
	}
}

func TestServerAsksForTheProtocolItIsTold(t *testing.T) {
	accept := make(chan string, 1)
	app := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case accept <- r.Header.Get("Accept"):
		default:
		}
		w.Header().Set("Content-Type", "text/plain; version=0.0.4")
	}))
	defer app.Close()
	prom.Start(t, app.URL, prom.Options{Protocols: []string{"OpenMetricsText1.0.0"}, Escaping: "underscores"})

	got := <-accept
	if !strings.HasPrefix(got, "application/openmetrics-text;version=1.0.0;escaping=underscores;") || strings.Contains(got, "text/plain") {
		t.Errorf("Accept: %s", got)
	}
}
