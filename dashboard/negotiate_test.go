package dashboard_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/binnacle-go/metrics"
)

const (
	html        = "text/html"
	jsonType    = "application/json"
	prometheus  = "text/plain; version=0.0.4"
	openMetrics = "application/openmetrics-text"
	plain       = "text/plain; charset=utf-8"
)

const prometheusAccept = "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6," +
	"application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4," +
	"text/plain;version=0.0.4;q=0.3,*/*;q=0.2"

func TestAcceptDecides(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	reg.Counter("hits").Inc()
	d := newDashboard(t, reg, nil)
	tests := []struct{ who, accept, want string }{
		{"nobody", "", prometheus},
		{"curl", "*/*", prometheus},
		{"Chromium", "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8", html},
		{"Firefox", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", html},
		{"lynx", "text/html, text/plain, text/sgml, text/css, application/xhtml+xml, */*;q=0.01", html},
		{"Prometheus 3", prometheusAccept, openMetrics},
		{"Prometheus with protobuf first", "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.7," + prometheusAccept, openMetrics},
		{"Prometheus 1", "text/plain;version=0.0.4;q=1,*/*;q=0.1", prometheus},
		{"VictoriaMetrics", "text/plain;version=0.0.4;q=1,*/*;q=0.1", prometheus},
		{"an API client", "application/json", jsonType},
		{"with a parameter", "application/json; charset=utf-8", jsonType},
		{"axios", "application/json, text/plain, */*", jsonType},
		{"jQuery", "application/json, text/javascript, */*; q=0.01", jsonType},
		{"upper case", "APPLICATION/JSON;Q=1", jsonType},
		{"the preferred of two", "application/json;q=0.5, text/html;q=0.9", html},
		{"the other way", "application/json;q=0.9, text/html;q=0.5", jsonType},
		{"equals by order", "text/plain, application/json", prometheus},
		{"named before wildcards", "*/*, text/html", html},
		{"named but less wanted", "text/html;q=0.5, */*;q=0.9", prometheus},
		{"refused by name", "text/html;q=0, */*", prometheus},
		{"any application type", "application/*", jsonType},
		{"any text", "text/*", prometheus},
		{"nothing we have", "image/png", prometheus},
		{"nothing at all", "*/*;q=0", prometheus},
		{"a broken quality", "application/json;q=high", jsonType},
		{"rubbish", ";;,,/;q=,=", prometheus},
	}
	for _, test := range tests {
		t.Run(test.who, func(t *testing.T) {
			var headers []string
			if test.accept != "" {
				headers = []string{"Accept", test.accept}
			}
			w := get(d, "", headers...)
			if got := w.Header().Get("Content-Type"); w.Code != http.StatusOK || !strings.HasPrefix(got, test.want) {
				t.Errorf("Accept: %s is answered with %d %q, want %q", test.accept, w.Code, got, test.want)
			}
		})
	}
}

func TestAcceptInSeveralLines(t *testing.T) {
	d := newDashboard(t, metrics.NewRegistry(nil), nil)
	w := get(d, "", "Accept", "*/*;q=0.1", "Accept", "application/json")
	if got := w.Header().Get("Content-Type"); got != jsonType {
		t.Errorf("the second line is not seen: the answer is %q", got)
	}
}

func TestFormatParameterWins(t *testing.T) {
	d := newDashboard(t, metrics.NewRegistry(nil), nil)
	tests := []struct{ format, want string }{
		{"html", html},
		{"json", jsonType},
		{"prettyjson", jsonType},
		{"prometheus", prometheus},
		{"openmetrics", openMetrics},
		{"text", plain},
	}
	for _, test := range tests {
		for _, accept := range []string{"*/*", "text/html", "application/json", prometheusAccept} {
			w := get(d, "format="+test.format, "Accept", accept)
			if got := w.Header().Get("Content-Type"); w.Code != http.StatusOK || !strings.HasPrefix(got, test.want) {
				t.Errorf("format=%s with Accept: %s is answered with %d %q, want %q", test.format, accept, w.Code, got, test.want)
			}
		}
	}
}

func TestPagesAreHTMLUnlessDataIsPreferred(t *testing.T) {
	d := newDashboard(t, metrics.NewRegistry(nil), nil)
	tests := []struct{ accept, want string }{
		{"*/*", html},
		{"text/html", html},
		{"application/json", jsonType},
		{prometheusAccept, openMetrics},
	}
	for _, test := range tests {
		if got := get(d, "view=tree", "Accept", test.accept).Header().Get("Content-Type"); !strings.HasPrefix(got, test.want) {
			t.Errorf("a page with Accept: %s is %q, want %q", test.accept, got, test.want)
		}
	}
}

func TestUnknownFormatListsThoseThereAre(t *testing.T) {
	d := newDashboard(t, metrics.NewRegistry(nil), nil)
	w := get(d, "format=yaml", "Accept", "application/json")
	if w.Code != http.StatusBadRequest || w.Header().Get("Content-Type") != jsonType {
		t.Fatalf("an unknown format is answered with %d %q", w.Code, w.Header().Get("Content-Type"))
	}
	for _, name := range []string{`\"yaml\"`, "html", "json", "prettyjson", "prometheus", "openmetrics", "text"} {
		if !strings.Contains(w.Body.String(), name) {
			t.Errorf("the answer %s does not name %s", w.Body, name)
		}
	}
}
