package dashboard_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
)

func treeOfThree(t *testing.T) http.Handler {
	reg := metrics.NewRegistry(nil)
	reg.Counter("web/search").Add(3)
	reg.Counter("web/searches").Add(4)
	reg.Counter("web/open/files").Add(5)
	return newDashboard(t, reg, nil)
}

func TestSelection(t *testing.T) {
	d := treeOfThree(t)
	tests := []struct{ path, query, json, exposition string }{
		{"", "", `{"web":{"open":{"files":5},"search":3,"searches":4}}`, "web_open_files_total web_search_total web_searches_total"},
		{"web/search", "", `{"web":{"search":3}}`, "web_search_total"},
		{"//web//open/", "", `{"web":{"open":{"files":5}}}`, "web_open_files_total"},
		{"", "search*", `{"web":{"search":3,"searches":4}}`, "web_search_total web_searches_total"},
		{"", "* > 4", `{"web":{"open":{"files":5}}}`, "web_open_files_total"},
		{"web/search", "* > 4", `{}`, ""},
		{"web", "search* > 3", `{"web":{"searches":4}}`, "web_searches_total"},
		{"", "nothing", `{}`, ""},
	}
	for _, test := range tests {
		get := func(format string) string {
			w := get(d, params("path", test.path, "query", test.query, "format", format))
			if w.Code != http.StatusOK {
				t.Errorf("path=%s query=%s format=%s is answered with %d %s", test.path, test.query, format, w.Code, w.Body)
			}
			return w.Body.String()
		}
		if got := get("json"); got != test.json+"\n" {
			t.Errorf("path=%s query=%s is %s, want %s", test.path, test.query, got, test.json)
		}
		for _, format := range []string{"prometheus", "openmetrics"} {
			if got := strings.Join(samples(get(format)), " "); got != test.exposition {
				t.Errorf("path=%s query=%s format=%s has %q, want %q", test.path, test.query, format, got, test.exposition)
			}
		}
		if got := get("text"); strings.Contains(got, "no series") != (test.exposition == "") {
			t.Errorf("path=%s query=%s is shown as\n%s", test.path, test.query, got)
		}
		get("html")
	}
}

// samples are the names of an exposition's samples.
func samples(exposition string) []string {
	var out []string
	for line := range strings.Lines(exposition) {
		if !strings.HasPrefix(line, "#") {
			name, _, _ := strings.Cut(line, " ")
			out = append(out, name)
		}
	}
	return out
}

func TestNothingAtAPath(t *testing.T) {
	d := treeOfThree(t)
	for format, form := range errorForms {
		for _, path := range []string{"nothing", "web/sear", "web/search/deeper", "\xff<script>"} {
			w := get(d, params("path", path, "format", format))
			if w.Code != http.StatusNotFound {
				t.Errorf("path=%s format=%s is answered with %d", path, format, w.Code)
			}
			form.check(t, w)
		}
	}
}

func TestBrokenQueryPointsAtThePlace(t *testing.T) {
	d := treeOfThree(t)
	says := map[string]string{
		"html":        "Expected a number",
		"json":        `"position":11`,
		"prettyjson":  `"position": 11`,
		"prometheus":  "\n#   searches > x\n#              ^\n",
		"openmetrics": "\n#   searches > x\n#              ^\n",
		"text":        "\n  searches > x\n             ^\n",
	}
	for format, form := range errorForms {
		w := get(d, params("query", "searches > x", "format", format))
		if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), says[format]) {
			t.Errorf("format=%s is answered with %d\n%s\nwant %q", format, w.Code, w.Body, says[format])
		}
		form.check(t, w)
	}
}

func TestWhatBeganSinceTheLatestSampleIsThere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reg := metrics.NewRegistry(nil)
		reg.Counter("early").Inc()
		d := newDashboard(t, reg, &dashboard.Options{})
		time.Sleep(2500 * time.Millisecond) // on the fake clock, between two samples
		reg.Counter("late").Add(4242)
		for _, query := range []string{"view=overview", "path=late&view=overview", "view=tree", "path=late&range=5m", "path=late&format=text"} {
			w := get(d, query)
			if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "late") || !regexp.MustCompile("4,?242|4.2 k").MatchString(w.Body.String()) {
				t.Errorf("%s is answered with %d, without the new counter", query, w.Code)
			}
		}
	})
}

func TestRangeComesFromTheHistory(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reg := metrics.NewRegistry(nil)
		hits := reg.Counter("hits")
		d := newDashboard(t, reg, &dashboard.Options{})
		hits.Add(1000)
		time.Sleep(90500 * time.Millisecond) // on the fake clock
		hits.Add(7)
		time.Sleep(10500 * time.Millisecond)
		hits.Add(3) // since the latest sample
		tests := []struct{ query, want string }{
			{"format=json", `{"hits":1010}`},
			{"format=json&range=30s", `{"hits":10}`},
			{"format=json&range=1d", `{"hits":1010}`},
			{"format=json&range=30s&query=hits%3E10", `{}`},
			{"format=json&range=30s&query=hits%3E9", `{"hits":10}`},
		}
		for _, test := range tests {
			if got := get(d, test.query).Body.String(); got != test.want+"\n" {
				t.Errorf("%s is %s, want %s", test.query, got, test.want)
			}
		}
	})
}
